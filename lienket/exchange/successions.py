"""What a succession touches of bulletins; what is still open of them is told by the asks."""

from lienket.exchange.actions import hand_on_copies
from lienket.organizations import successions

successions.carries(hand_on_copies)
