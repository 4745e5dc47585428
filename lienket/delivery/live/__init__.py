"""Live pages: what happens in a circle reaches its open pages within moments.

NOTIFY carries ids. Each process loads an event once, under exactly its one circle's context,
encodes one frame (`frames`), and writes it to all streams of the circle (`hub`). `stream` is the
ASGI application that a browser or program connects to.
"""
