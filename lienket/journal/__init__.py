"""The record of every change: one immutable event per change and circle, written with the change.

Events carry ids and no personal data. A module that wants to hear of them declares a reaction
with `@on(SomeEvent)`; the event and the reaction's job are committed together or not at all.
Words: *event* (what happened), *cause* (events of one action share it), *reaction* (what another
module does about it later, in a worker).
"""
