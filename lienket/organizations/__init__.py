"""Who there is: organizations, their people, posts and appointments, and how each is reached.

Words: *organization* (đơn vị), *post* (a desk that is reached whoever sits there, e.g. trực ban
24/24), *appointment* (a person's office in an organization, with its term and rights), *contact
path* (one way to reach a person or a post), *duty shift* (who is on duty when), *account* (how a
person signs in). Addresses and duty rosters stay inside the organization; partners of a circle
see posts, names, kinds of path, whether they are verified, and who is on duty.
"""
