"""Heightened watches: a place with several incidents in a short time is watched for fourteen days.

Words: *proposal* (incidents so near to one another that a watch is proposed), *decline* (no watch
there, and why), *watch* (people have decided: these members look after the place until a day),
*watcher* (one of them; it confirms, and says at the end what it did). Places, never persons.
"""
