"""Plans that a circle adopts, the tasks that follow from them, and playbooks.

Words: *plan* (kế hoạch: yearly, for a campaign, for a site), *task* (what one party does until
when), *report* (progress and proof of a task), *playbook* (who does what in which order in a
foreseeable situation), *run* (a playbook that was started, in earnest or as an exercise).
"""
