"""Commendations: who is proposed for what, considered by whom, decided by which paper.

Words: *dossier* (hồ sơ khen thưởng), *recipient* (a collective, or whoever holds an office),
*evidence* (rows of the record that show the merit), *consideration* (xét khen thưởng), *decision*,
*presentation* (trao thưởng).
"""
