"""Who shares with whom: a circle is a named set of organizations that agreed to share a record.

Words: *circle* (vòng liên kết), *membership* (an organization's place in it, with its term),
*chair* (invites), *invitation* (accepted by the organization's own approver), *subset circle*
(a narrower audience inside a circle: formed by itself for a set of its members, one per set).
A member reads the whole record of the circle; whoever has left reads nothing.
"""
