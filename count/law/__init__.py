"""The statutes, as data: which law governs each kind of poll in each nation, and since when.

Every datum cites its instrument. Marked `confirmed=False` is what was taken from guidance, from
published declarations or from a sister rule, and not from the words of the instrument itself: check
it with the returning officer before the night. Welsh is the Welsh text of a Welsh instrument, or
stays empty. The book opens in May 2007, with the rules that were made again after the Electoral
Administration Act 2006.
"""
