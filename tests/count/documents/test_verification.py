"""The statement as to verification on paper: blanks for what is not in, signs on variances, a line to sign."""

from count.documents.as_of import of_verification
from count.documents.document import Document, Setting
from count.documents.pdf import set_as_pdf
from count.documents.statement import statement_of
from count.documents.verification import verification
from count.findings.gate import findings
from tests.count.documents.reading import parts, words
from tests.count.documents.test_declaration import in_order
from tests.count.halls import DORA, STAFF, VERA, Story, body, verifying
from tests.count.halls import verification as all_boxes


def paper(story: Story) -> Document:
    standing, facts = story.standing, story.poll.facts
    found = findings(standing, story.at)
    statement = statement_of(standing.contest.id, {standing.contest.id: standing}, found)
    return verification(statement, standing, facts, Setting(of_verification(standing, facts)))


def test_every_box_is_a_row_with_what_it_is_called() -> None:
    pdf = set_as_pdf(paper(Story().tell_all(all_boxes())))
    text = words(pdf)
    in_order(
        text,
        "Statement as to the result of verification",
        "Box Expected Counted Strays Verified Variance Explanation",
        "b1 School 60 60 0 60 0",
        "b2 Hall 40 40 0 40 0",
        "p1 Postal 1 20 20 0 20 0",
        "Total 120 120 0 120 0",
        "Electorate 400 Papers verified 120 Turnout 30.00%",
        "Returning Officer Date",
    )
    assert "PROVISIONAL" not in text
    assert {part.scope for part in parts(pdf) if part.words.startswith("b1")} == {"Row"}


def test_until_every_box_is_verified_it_is_provisional_and_what_is_not_in_is_blank() -> None:
    story = Story().tell_all(verifying("b1", 60))
    text = words(set_as_pdf(paper(story)))
    assert text.startswith("PROVISIONAL: 2 of 3 boxes are still to be verified")
    in_order(text, "b1 School 60 60 0 60 0 b2 Hall 0 p1", "So far 0 60 Electorate 400")
    in_order(text, "Papers verified so far 60")
    assert "Date" not in text


def test_a_variance_has_its_sign_and_its_explanation() -> None:
    story = Story()
    counted = {"box": "b1", "papers": 59, "counted_by": STAFF[0], "checked_by": STAFF[1]}
    story.tell(VERA, body("box-received", box="b1"))
    story.tell(VERA, body("account", box="b1", stated=60))
    for _ in range(2):
        story.tell(VERA, body("box-counted", **counted))
    note = {"note": "a voter left with the paper"}
    story.two(VERA, DORA, "box-verified", box="b1", papers=59, **note)
    text = words(set_as_pdf(paper(story)))
    in_order(text, "b1 School 60 59 0 59 −1 a voter left with the paper", "b2")


def test_a_variance_that_nobody_has_explained_is_named() -> None:
    story = Story().tell_all(verifying("b1", 60)[:-1])
    story.tell(VERA, body("account", box="b1", stated=61))
    text = words(set_as_pdf(paper(story)))
    in_order(text, "b1 School 61 60 0", "−1", "Not explained yet: the variance of b1.")
