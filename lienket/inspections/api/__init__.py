"""Visits and findings for programs. Whoever wrote a record reads it and sends it on its page."""

from ninja import Router

from lienket.inspections.api import findings, visits

router = Router(tags=["inspections"])
router.add_router("", findings.router)
router.add_router("", visits.router)
