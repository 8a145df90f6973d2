"""Acts: everything that can be recorded in a count hall, one small frozen class each.

To the fold an act is a move (papers go from pile to pile), a claim (a figure that is compared, never added), a
strike (an earlier act is withdrawn) or a decision (an officer acts); `sort` says which. There is no act that
sets a value: who meant what would be lost. What holds of an act stands in its class and nowhere else
(`act.Act` says what that is).

Fields common to many acts: `box`, `unit`, `candidate` are ids of the poll; `papers` are whole ballot papers;
`attempt` numbers the count of a unit from 1 and rises with each full recount; `made_by`, `checked_by` and
`counted_by` are free names of counting staff; `reason`, `note` and `words` are free text.
"""

from count.ledger.acts.act import *
from count.ledger.acts.collation import *
from count.ledger.acts.counting import *
from count.ledger.acts.decisions import *
from count.ledger.acts.fields import *
from count.ledger.acts.hall_wide import *
from count.ledger.acts.named import *
from count.ledger.acts.verification import *
from count.ledger.acts.vocabulary import *
