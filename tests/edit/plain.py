"""Plain sentences for the desk's tests: on one interest, and on everything else; no two say the same."""

import random

ON = (
    "Formative assessment with mini whiteboards: everybody answers, and I see who is lost",
    "Exit tickets as formative assessment, read on the bus home",
    "Why a mark at the end of formative assessment stops pupils from reading the comment",
    "Hinge questions: formative assessment in the middle of a lesson, in one minute",
    "Peer feedback is formative assessment too, once pupils know the criteria",
    "A rubric for formative assessment that fits on half a page",
    "Self-assessment in year seven, and how far we trust it as formative assessment",
    "Our department dropped one test a term for formative assessment and nobody missed it",
    "Does formative assessment work? A fair reading of the evidence",
    "Formative assessment in maths: what wrong answers to fractions tell me",
    "Observing a seminar as formative assessment: my checklist for notes",
    "Formative assessment online, when nobody turns a camera on",
    "Portfolios between summative and formative assessment",
    "Two stars and a wish, and other habits of formative assessment in primary school",
    "Formative assessment for language teachers: listening to pairs while they speak",
    "Quizzes without grades: retrieval practice as formative assessment",
    "What university students say about formative assessment in large lectures",
    "Planning backwards from formative assessment instead of the final exam",
    "Inspectors asked me for data from formative assessment; I showed them a notebook",
    "Formative assessment of group work: who learnt what?",
)
"""On the interest "formative assessment"."""
OFF = (
    "almonds anchors bakeries bamboo baskets bees bicycles bread bridges buttons canals candles castles caves cheese "
    "cherries chess cinema clocks clouds comets copper coral cotton crows dialects donkeys drums eclipses elephants "
    "fables falcons ferns ferries fossils fountains foxes garlic glaciers glass goats guitars harbours hats hedges "
    "honey ink islands ivory jazz kites ladders lakes lanterns lemons lighthouses looms magnets maps marble masks "
    "meadows mills mirrors mosaics moss mountains mules needles olives opera orchards otters owls paper pearls pepper "
    "pianos pigeons pottery pulleys puppets quarries radios railways rice rivers ropes salt satellites seaweed sheep "
    "silk spiders stamps storks sundials swords tea tides trams tunnels turtles umbrellas velvet violins volcanoes "
    "walnuts whales wheat windmills wool yeast zebras"
).split()
"""Subjects of everything else."""


def off(number):
    """Return a text that is on no interest of the tests, another for each number."""
    one, *others, last = random.Random(number).sample(OFF, 4)
    return f"{one.title()} {' '.join(others)}: {last}"
