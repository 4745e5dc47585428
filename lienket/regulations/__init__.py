"""Coordination regulations: their parties, their text in versions, and what follows from them.

Words: *regulation* (quy chế), *party* (bên; bound by signing, or through another party),
*version* (the text from a day on; an *amendment* makes the next), *clause* (a node of the text:
chapter, section, article, clause or point), *comment* (what a party says of a clause while it is
consulted), *signature*, *renewal* (the next term), *cascade* (a lower regulation that cites an
upper one), *model* (a working text without names, with its cadences, to be adopted elsewhere).
"""
