"""The five circles of the demonstration. Every name in them is made up."""

from lienket.config.demo.scenes.city import CITY
from lienket.config.demo.scenes.park import PARK
from lienket.config.demo.scenes.solar import SOLAR
from lienket.config.demo.scenes.steel import STEEL
from lienket.config.demo.scenes.utility import UTILITY

SCENES = (SOLAR, CITY, STEEL, UTILITY, PARK)
