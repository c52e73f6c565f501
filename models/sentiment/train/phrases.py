"""Short phrases with a tone that grammar gives them: negation, degree, contrast, rise and fall."""

GOOD = """good great happy honest fair brave proud safe strong wise kind generous helpful successful beautiful brilliant
excellent wonderful fantastic amazing impressive reliable effective calm grateful hopeful popular pleased pleasant clean
healthy smart talented capable decent loyal perfect useful welcome delighted satisfied confident sensible fun easy
convincing comfortable inspiring clear reasonable acceptable trustworthy qualified ready encouraging""".split()
BAD = """bad awful terrible dishonest unfair weak dangerous stupid cruel corrupt reckless shameful disgraceful angry sad
afraid ugly horrible incompetent failed broken wrong unacceptable irresponsible selfish disappointing worried tragic
painful evil racist disastrous hopeless guilty unsafe sick lazy miserable rude hostile crooked pathetic insulting
ridiculous absurd misleading false offensive frightening""".split()
GROWTH = "profit profits sales revenue earnings shares exports growth turnover wages attendance confidence orders output".split()
HARM = "losses debt unemployment inflation crime deaths complaints costs delays emissions infections poverty".split()
DOWN = "fell dropped plunged slumped declined tumbled sank shrank slid decreased".split()
UP = "rose jumped surged grew climbed soared increased doubled".split()

P, N, Z = (0.02, 0.10, 0.88), (0.88, 0.10, 0.02), (0.06, 0.88, 0.06)
MILD_GOOD, MILD_BAD = (0.12, 0.45, 0.43), (0.60, 0.34, 0.06)

TEMPLATES_GOOD = [("{}", P), ("very {}", P), ("truly {}", P), ("so {}", P), ("really {}", P), ("a {} man", P),
                  ("not {}", N), ("not very {}", N), ("far from {}", N), ("anything but {}", N), ("hardly {}", N),
                  ("less than {}", N), ("isn't {}", N), ("it was not {}", N), ("no longer {}", N), ("never {}", N),
                  ("couldn't be more {}", P), ("not only {}", P), ("he is {}", P), ("not a {} idea", N)]
TEMPLATES_BAD = [("{}", N), ("very {}", N), ("truly {}", N), ("so {}", N), ("really {}", N), ("a {} man", N),
                 ("not {}", MILD_GOOD), ("not {} at all", MILD_GOOD), ("far from {}", MILD_GOOD), ("isn't {}", MILD_GOOD),
                 ("no longer {}", MILD_GOOD), ("couldn't be more {}", N), ("not only {}", N), ("he is {}", N)]


def phrases():
    """Gives (phrase, probabilities of negative, neutral, positive)."""
    for word in GOOD:
        yield from ((t.format(word), p) for t, p in TEMPLATES_GOOD)
    for word in BAD:
        yield from ((t.format(word), p) for t, p in TEMPLATES_BAD)
    for i, good in enumerate(GOOD):
        for bad in BAD[i % 5::5]:
            yield f"{good} but {bad}", (0.62, 0.23, 0.15)
            yield f"{bad} but {good}", (0.15, 0.23, 0.62)
    for verbs, good, bad in ((UP, GROWTH, HARM), (DOWN, HARM, GROWTH)):
        for verb in verbs:
            yield from ((f"{noun} {verb}", (0.06, 0.24, 0.70)) for noun in good)
            yield from ((f"{noun} {verb}", (0.75, 0.20, 0.05)) for noun in bad)


def expressions(path):
    tone = {"negative": N, "neutral": Z, "positive": P}
    for line in open(path, encoding="utf-8"):
        if line.strip() and not line.startswith("#"):
            name, words = line.strip().split(" ", 1)
            yield words, tone[name]


def lexicon(path):
    """The VADER lexicon's words with their mean rating, -4 … 4, as probabilities."""
    for line in open(path, encoding="utf-8"):
        word, rating = line.split("\t")[:2]
        v = float(rating)
        if word.isalpha() and abs(v) >= 0.7:
            strong = min(0.93, 0.25 + 0.26 * abs(v))
            weak = (1 - strong) * 0.12
            p = (weak, 1 - strong - weak, strong)
            yield word, p if v > 0 else p[::-1]
