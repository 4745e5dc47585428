"""Bulletins and receipts for programs: the same verbs as on the pages, in JSON."""

from ninja import Router

from lienket.exchange.api import bulletins, circles, receipts

router = Router()
for part in (circles, bulletins, receipts):
    router.add_router("", part.router)
