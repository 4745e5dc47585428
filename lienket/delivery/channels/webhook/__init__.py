"""Signed requests to a partner's own system; docs/webhook.md tells receivers how to read them."""
