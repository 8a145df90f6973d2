"""The class every act derives from: an act says everything of itself once, and all lists are made from it.

A class that leaves something out cannot be defined: `TypeError`, when its module is imported.
"""

from abc import abstractmethod
from typing import Any, ClassVar, Literal, Protocol, get_args

from pydantic import BaseModel, ConfigDict

from count.ledger.acts.fields import ActId, Attempt

Sort = Literal["move", "claim", "strike", "decision"]
"""What an act is to the fold."""
TwoPeople = Literal["never", "always", "depends"]
"""Whether an act takes effect only when a second person agrees (on what, `recording.seconding` says)."""
Reach = Literal[
    "contest", "box", "box-elsewhere", "contests-named", "contests-listed", "earlier-act", "hall"
]
"""The contests an act touches besides its own: those of its box, those of a box that is no box of its own
contest, those it names, only those it lists, those of the act it answers, or none, since it is of the hall."""
AfterDeclaring = Literal["never", "only", "too"]
"""Whether an act may come after the declaration of its contest; `too` comes after a cancelled poll as well."""
Document = Literal["verification", "count", "none"]
"""The first document that an act may change: from the statement as to verification, from the count, or none."""
Need = Literal[
    "papers", "one-vote", "several-votes", "preferences", "transfers", "seats-before", "areas"
]
"""What a contest must have for an act to fit it at all."""

_POSTED_TO_ONE_CONTEST: tuple[Reach, ...] = ("contest", "box-elsewhere")
_SAID = ("sort", "by", "two_people", "reaches", "strikable", "after_declaring")


class Names(Protocol):
    """Names of the things that acts name by ids, as the sentence of an act asks for them."""

    @property
    def contest(self) -> str:
        """The contest itself."""

    def unit(self, unit: str) -> str:
        """A table or mini-count."""

    def candidate(self, candidate: str) -> str:
        """A candidate, an option or a list."""

    def expected(self, box: str) -> int | None:
        """The papers a box should hold."""

    def act(self, id: str) -> "Act":
        """An earlier act."""


class Act(BaseModel):
    """The fields of every act: the id its maker gave it before sending, and its name."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    sort: ClassVar[Sort]
    by: ClassVar[frozenset[str]]
    """The roles that may record it. A second person is judged by the act seconded."""
    two_people: ClassVar[TwoPeople]
    reaches: ClassVar[Reach]
    strikable: ClassVar[bool]
    """May be struck, and struck again once it took effect."""
    after_declaring: ClassVar[AfterDeclaring]
    after_cancelling: ClassVar[bool] = False
    """Holds for several contests: one of them that was cancelled does not stop the others."""
    needs: ClassVar[tuple[Need, ...]] = ()
    document: ClassVar[Document] = "count"
    people: ClassVar[tuple[str, ...]] = ()
    """The fields that name people: the ledger keeps salted references in their place."""
    code_over_content: ClassVar[bool] = False
    """Touches no pile that is there already: its second person sees a code over what it says itself."""
    built: ClassVar[bool] = True
    """False where the vocabulary has the act and nothing is done with it yet: it is refused."""

    hall_wide: ClassVar[bool] = False
    """May be posted for the whole hall, not only for one contest; follows from `reaches`."""

    id: ActId
    act: str

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        if cls.model_fields["act"].annotation is str:
            return  # what several acts have in common, and no act itself
        missing = [said for said in _SAID if not hasattr(cls, said)]
        if cls.sentence is Act.sentence:
            missing.append("sentence")
        if missing:
            raise TypeError(f"the act {cls.__name__} does not say: {', '.join(missing)}")
        cls.hall_wide = cls.reaches not in _POSTED_TO_ONE_CONTEST

    @abstractmethod
    def sentence(self, names: Names) -> str:
        """The act in words, as a second person reads it before agreeing.

        Anyone who may second an act may read its sentence. So blind totals, second counts of a box and
        adjudicators' decisions are named without their figures; these are read where they may be seen.
        """

    def content(self) -> dict[str, Any]:
        """The act as it is kept and compared: its fields without its id, unset ones left out."""
        return self.model_dump(mode="json", exclude={"id"}, exclude_none=True)


class OfAttempt(Act):
    """An act of one numbered count of a unit; one for an earlier count is refused."""

    attempt: Attempt = 1


def name_of(kind: type[Act]) -> str:
    """The name under which an act is posted and kept."""
    return str(get_args(kind.model_fields["act"].annotation)[0])
