"""Names for a synthetic poll: people and places that never were, spelled as people spell them.

Welsh, Gaelic, Polish, Irish, Yoruba and South Asian names, both apostrophes and double barrels are among
them on purpose: a hall that garbles one of these is not fit for a night.
"""

from collections.abc import Iterator
from random import Random

FORENAMES = (
    "Siân", "Llŷr", "Gwenllian", "Iestyn", "Mair Eluned", "Małgorzata", "Zbigniew", "Agnieszka",
    "Niamh", "Ciarán", "Aoife", "Seán", "Mòrag", "Ruairidh", "Eilidh", "Folúkẹ́", "Adébáyọ̀",
    "Priya", "Harpreet", "Mohammed Tariq", "Nusrat", "Imogen", "Harriet", "Godfrey", "Beryl",
    "Derek", "Pauline", "Kwame", "Chloë", "Zoë", "René", "Jean-Luc", "Anne-Marie", "Thanh Hà",
    "José", "Ebony", "Kieran", "Rosalind", "Desmond", "Winifred", "Colin", "Tracey", "Nadia",
    "Oluwaseun", "Hamish", "Fiona", "Gethin", "Bronwen", "Stanisław", "Ewa",
)  # fmt: skip
SURNAMES = (
    "ap Gwilym", "Llewelyn", "Ŵyn-Prosser", "Pryce-Jones", "Wójcik", "Żak", "Dąbrowska-Hill",
    "O’Rourke", "O'Shaughnessy", "D’Souza", "MacLean", "Nic a’ Bhàird", "McAllister", "ffoulkes",
    "Fortescue-Brickdale", "Featherstonehaugh", "Adeyemi", "Òkè-Williams", "Chowdhury", "Khan",
    "Patel", "Singh Gill", "Begum", "de la Haye", "van der Berg", "Nguyễn", "St John-Smythe",
    "Trelawney", "Penhaligon", "Polglaze", "Nancarrow", "Tregenza", "Bolitho", "Oates", "Uren",
    "Hicks", "Jenkin", "Rosewarne", "Pascoe", "Angove", "Curnow", "Goldsworthy", "Kitto",
    "Nankivell", "Opie", "Quick", "Retallack", "Spargo", "Vivian", "Yelland", "Zeal", "Berriman",
)  # fmt: skip
PLACES = (
    "Custom House", "Fishermen’s Institute", "Harbour Street Chapel", "Lifeboat Station",
    "St Piran’s School", "Old Ropewalk", "Market Hall", "Trelissa Village Hall", "Methodist Hall",
    "Nant-y-Môr Reading Room", "Cricket Pavilion", "The Blue Anchor (function room)",
    "Skerry Schoolhouse", "St Brannoc’s Church Room", "Ferry Waiting Room", "Lighthouse Cottage",
    "Brethren’s Meeting Room", "Women’s Institute", "Scout Hut", "Mobile station, Quay car park",
    "Leisure Centre", "Wheal Hope Community Centre", "Drill Hall", "Sailing Club",
)  # fmt: skip


def people(random: Random) -> Iterator[tuple[str, str]]:
    """Surnames and forenames, each pair once, in an order that the seed decides."""
    pairs = [(surname, forenames) for surname in SURNAMES for forenames in FORENAMES]
    random.shuffle(pairs)
    return iter(pairs)
