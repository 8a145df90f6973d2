"""Acts of collation: local totals of areas, gathered by one officer.

Their names are settled; nothing is done with them yet (`built = False`), so recording one is refused.
"""

from typing import Literal

from count.ledger.acts.act import Act, Names
from count.ledger.acts.fields import CandidateIds, Code, Id, Words
from count.poll.roles import COLLATORS


class Survivors(Act):
    """The candidates who go to a second count, decided over all areas."""

    sort = "decision"
    by = COLLATORS
    two_people = "always"
    reaches = "contest"
    strikable = True
    after_declaring = "never"
    needs = ("preferences",)
    built = False
    act: Literal["survivors"]
    candidates: CandidateIds

    def sentence(self, names: Names) -> str:
        return f"a second count of {', '.join(map(names.candidate, self.candidates))}"


class Submitted(Act):
    """An area's local totals are submitted to the collating officer."""

    sort = "decision"
    by = COLLATORS
    two_people = "always"
    reaches = "contest"
    strikable = True
    after_declaring = "never"
    needs = ("areas",)
    built = False
    act: Literal["submitted"]
    seen: Code

    def sentence(self, names: Names) -> str:
        return f"the local total of {names.contest}"


class ReadBack(Act):
    """An area's figures are read back and their code confirmed."""

    sort = "claim"
    by = COLLATORS
    two_people = "never"
    reaches = "contest"
    strikable = True
    after_declaring = "never"
    needs = ("areas",)
    built = False
    act: Literal["read-back"]
    area: Id
    code: Code

    def sentence(self, names: Names) -> str:
        return f"the reading back of {self.area}"


class Accepted(Act):
    """An area's local totals are accepted."""

    sort = "decision"
    by = COLLATORS
    two_people = "always"
    reaches = "contest"
    strikable = True
    after_declaring = "never"
    needs = ("areas",)
    built = False
    act: Literal["accepted"]
    area: Id

    def sentence(self, names: Names) -> str:
        return f"the local total of {self.area} accepted"


class Directed(Act):
    """An area is directed to recount."""

    sort = "decision"
    by = COLLATORS
    two_people = "never"
    reaches = "contest"
    strikable = True
    after_declaring = "never"
    needs = ("areas",)
    built = False
    act: Literal["directed"]
    area: Id
    reason: Words

    def sentence(self, names: Names) -> str:
        return f"a recount in {self.area} ({self.reason})"


class Published(Act):
    """An area may publish its local totals."""

    sort = "decision"
    by = COLLATORS
    two_people = "never"
    reaches = "contest"
    strikable = True
    after_declaring = "never"
    needs = ("areas",)
    built = False
    act: Literal["published"]
    area: Id

    def sentence(self, names: Names) -> str:
        return f"the local total of {self.area} published"
