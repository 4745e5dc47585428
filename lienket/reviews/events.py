"""What happens to reviews and to figures that parties enter."""

from dataclasses import dataclass

from lienket.journal.events import News


@dataclass(frozen=True)
class FigureEntered(News):
    figure_id: int


@dataclass(frozen=True)
class ReviewDrafted(News):
    """Only the drafting party sees it, until it is put to the others."""

    review_id: int


@dataclass(frozen=True)
class ReviewComputed(News):
    """Its figures were taken from the record anew."""

    review_id: int


@dataclass(frozen=True)
class ReviewWritten(News):
    review_id: int


@dataclass(frozen=True)
class ReviewPutToParties(News):
    review_id: int


@dataclass(frozen=True)
class ReviewTakenBack(News):
    review_id: int


@dataclass(frozen=True)
class ReviewCommented(News):
    review_id: int
    comment_id: int


@dataclass(frozen=True)
class ReviewJudged(News):
    review_id: int
    organization_id: int


@dataclass(frozen=True)
class ReviewFrozen(News):
    review_id: int


@dataclass(frozen=True)
class ReviewIssued(News):
    """It became a numbered document."""

    review_id: int


@dataclass(frozen=True)
class ReviewDiscarded(News):
    review_id: int
