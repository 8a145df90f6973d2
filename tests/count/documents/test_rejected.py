"""The statement of rejected papers and the record of decisions: by head, by batch, and never for whom."""

from count.documents.as_of import of_count
from count.documents.document import Document, Setting
from count.documents.pdf import set_as_pdf
from count.documents.rejected import batches, rejected
from count.documents.sheet import sheet_of
from tests.count.documents.reading import words
from tests.count.documents.test_declaration import in_order
from tests.count.halls import ADA, DORA, SUE, Story, body, bringing, night, shared, verification


def paper(story: Story) -> Document:
    sheet = sheet_of(story.standing, story.poll, story.at)
    setting = Setting(of_count(story.standing, story.poll.facts))
    return rejected(sheet, story.standing, setting)


def adjudicated(**fields: object) -> dict[str, object]:
    fields = {"unit": "t1", "good": [], "returned": 0, "rejected": {}, **fields}
    return body("adjudicated", **fields)


def test_by_head_in_the_words_of_the_rules_and_then_batch_by_batch() -> None:
    text = words(set_as_pdf(paper(shared(3))))
    in_order(
        text,
        "Statement of rejected ballot papers",
        "Voting for more candidates than voter is entitled to 1",
        "Rejected, all heads 3",
        "Rejected in part 2",
        "Doubtful papers decided 10",
        "Rejections objected to 0",
        "Where and when Allowed Returned Rejected In part Objected",
        "Table 1",
        "Ada Finch",
        "Unmarked or wholly void for uncertainty: 2",
        "6 1 3 2 0",
        "Returning Officer Date",
    )
    for name in ("MEAD", "KHOO", "SINGH"):
        assert name not in text, "it says for no paper whom it was for"


def test_while_the_count_goes_on_it_says_so_and_nobody_signs() -> None:
    story = Story().tell_all([*verification(), *bringing()])
    story.tell(SUE, body("doubtful", unit="t1", papers=5))
    text = words(set_as_pdf(paper(story)))
    assert text.startswith("SO FAR: the count is not finished")
    in_order(text, "Doubtful, not decided yet 5", "No doubtful paper has been decided.")
    assert "Date" not in text


def test_objections_are_counted() -> None:
    story = Story().tell_all([*verification(), *bringing()])
    story.tell(SUE, body("doubtful", unit="t1", papers=5))
    story.tell(ADA, adjudicated(rejected={"too-many": 3}, objections=2))
    text = words(set_as_pdf(paper(story)))
    in_order(text, "Rejections objected to 2", "is entitled to: 3 0 0 3 2")


def test_a_struck_decision_is_no_decision() -> None:
    story = Story().tell_all(night())
    entry = story.last("adjudicated")
    assert len(batches(story.standing)) == 1
    story.strike(entry)
    assert batches(story.standing) == ()


def test_what_a_recount_had_decided_again_is_still_in_the_record_and_counts_no_more() -> None:
    story = Story().tell_all([*verification(), *bringing()])
    story.tell(SUE, body("doubtful", unit="t1", papers=5))
    story.tell(ADA, adjudicated(rejected={"too-many": 3}, returned=2, objections=1))
    again = {"asked_by": "Agent of Mead", "granted": True, "reason": "close"}
    story.tell(DORA, "recount", scope={"contest": True}, kind="adjudication-too", **again)
    story.tell(SUE, body("doubtful", unit="t1", papers=4, attempt=2))
    story.tell(ADA, adjudicated(rejected={"too-many": 4}, attempt=2))
    first, second = batches(story.standing)
    assert (first.undone, second.undone) == (True, False)
    in_force: dict[str, int] = {}
    for batch in (second,):
        in_force |= batch.rejected
    figures = story.standing.figures().rejected
    assert in_force == {ground: papers for ground, papers in figures.items() if papers}
    text = words(set_as_pdf(paper(story)))
    in_order(text, "Rejections objected to 0", "decided again", "Table 1, count 2")
