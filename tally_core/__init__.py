"""Pure numbers: how papers become votes, and votes become seats.

Nothing here reads a file, a clock or a network, draws a lot or knows a name: candidates, piles and
boxes are whole numbers from 0. Every vote and every paper is a whole number or an exact fraction;
there is no float.
"""
