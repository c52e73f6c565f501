"""Short phrases with a tone that grammar gives them: negation, degree, contrast, rise and fall."""

import random

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
    """Gives (words, target or None, probabilities) of each line."""
    tone = {"negative": N, "neutral": Z, "positive": P}
    for line in open(path, encoding="utf-8"):
        if line.strip() and not line.startswith("#"):
            name, words = line.strip().split(" ", 1)
            yield *bracketed(words), tone[name]


def bracketed(words):
    """Takes the square brackets off a target: the words and its place, None without one."""
    start = words.find("[")
    if start < 0:
        return words, None
    end = words.index("]") - 1
    return words.replace("[", "").replace("]", ""), (start, end)


def ratings(path):
    """The VADER lexicon's words with their mean rating, -4 … 4."""
    rated = {}
    for line in open(path, encoding="utf-8"):
        word, rating = line.split("\t")[:2]
        if word.isalpha():
            rated[word] = float(rating)
    return rated


def lexicon(path):
    """Gives (word, probabilities) of the words that are clearly good or bad."""
    for word, v in ratings(path).items():
        if abs(v) >= 0.7:
            strong = min(0.93, 0.25 + 0.26 * abs(v))
            weak = (1 - strong) * 0.12
            p = (weak, 1 - strong - weak, strong)
            yield word, p if v > 0 else p[::-1]


NOT_DOING = ["can't {}", "cannot {}", "won't {}", "doesn't {}", "didn't {}", "would never {}", "wouldn't {}", "don't {}"]
DOING = ["will {}", "would {}", "can {}", "did {}", "used to {}"]
WHO = ["he", "she", "they", "you", "we", "I", "the mayor", "this party"]
QUALITY = ("ity", "ness", "ery", "ship", "ism", "dom", "th", "age", "our", "ice", "esty", "ty")


def doings(path, count=4000, seed=3):
    """Gives (words, target or None, probabilities) of good and bad things done and not done, to good and bad things.

    Whether a word of the lexicon is a verb or a quality shows in its other forms and in its ending."""
    rated, chance = ratings(path), random.Random(seed)
    verbs = [w for w, v in sorted(rated.items()) if abs(v) >= 1.2 and (w.rstrip("e") + "ing" in rated or w.rstrip("e") + "ed" in rated)]
    qualities = [w for w, v in sorted(rated.items()) if v >= 1.2 and w.endswith(QUALITY) and len(w) > 4]
    for _ in range(count):
        verb, who, undone = chance.choice(verbs), chance.choice(WHO), chance.random() < 0.7
        words = chance.choice(NOT_DOING if undone else DOING).format(verb)
        bad = rated[verb] < 0
        if bad and chance.random() < 0.5:
            words += " " + chance.choice(qualities)
        p = (0.12, 0.42, 0.46) if bad and undone else (0.62, 0.32, 0.06) if bad or undone else (0.05, 0.30, 0.65)
        yield f"{who} {words}", None, p
        if who not in ("I", "we"):
            yield f"{who} {words}", (0, len(who)), p
