"""Views of a contest, a box or an act, less what somebody may not see: secrecy lives in this one folder."""
