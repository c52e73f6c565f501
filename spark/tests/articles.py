"""Writes articles made of templates, the same ones every time: python articles.py COUNT > articles.jsonl"""

import json
import random
import sys

FIRST = ["Ana", "Tom", "Ingrid", "Pavel", "Maria", "Kofi", "Leila", "Hugo", "Nadia", "Oskar", "Priya", "Samuel"]
LAST = ["Ruiz", "Hale", "Lindqvist", "Novak", "Okafor", "Marsh", "Haddad", "Petersen", "Quist", "Abara", "Vance", "Moreau"]
PLACE = ["Veldrine", "Harrowgate", "Port Lisle", "Santa Irena", "Kirkwall Bay", "Oslo", "Lagos", "Denver"]
BODY = ["Harbour Council", "Veldrine Steel", "Northern Rail", "Institute for Coastal Research", "Teachers' Union", "Ministry of Health"]
ROLE = ["Mayor", "Professor", "Minister", "Captain", "Judge", "Senator"]
VERB = ["said", "told reporters", "added", "warned", "insisted"]
EVENT = [
    "The {body} closed its offices in {place} on Tuesday after a week of storms.",
    "Prices in {place} rose by {n} percent last month, the {body} reported.",
    "A court in {place} ordered the {body} to pay {n} million euros in damages.",
    "Voters in {place} go to the polls on Sunday to choose {n} new councillors.",
    "Striker {other} scored twice as {place} United won {n} matches in a row.",
]
SPEECH = [
    "“We will rebuild every house by winter,” {role} {name} {verb}.",
    "“Nobody asked us what we wanted,” {verb} {name}, who leads the {body}. “That was a terrible mistake.”",
    "{name} {verb} that the plan for {place} was “a wonderful chance” for the region.",
    "According to {name}, the {body} had ignored {n} warnings.",
    "“{other} has done great harm to this city,” {name} {verb}. “I’m not going to forget it.”",
]
CLOSE = [
    "The {body} did not answer questions.", "Work begins in {n} days.", "It was the first such case in {place} – the naïve would say the last.",
    "A spokeswoman for the {body} said the matter was closed.",
]


def article(number):
    """The record of one article. A few can't be annotated: no text, a blank one, one beyond the limit."""
    dice = random.Random(number)
    record = {"source": f"articles.jsonl#{number + 1}"}
    if number % 5:  # the others are known by their text
        record["id"] = f"article-{number}"
    if number % 7:
        record["publisher"] = dice.choice(["The Daily Tide", "Harbour News"])
        record["published_at"] = f"2024-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}T0{dice.randint(0, 9)}:00:00Z"
    record["title"] = f"{dice.choice(PLACE)} and the {dice.choice(BODY)}: {number}"
    kinds = [EVENT, SPEECH, SPEECH, CLOSE]
    record["text"] = "\n\n".join(fill(dice.choice(kind), dice) for kind in kinds) + f"\n\nReport {number}."
    if number % 9973 == 17:
        record["text"] = {0: None, 1: " \n\t", 2: "word " * 900_000}[number // 9973 % 3]
        record["id"] = f"article-{number}"
    return record


def fill(template, dice):
    name, other = (f"{dice.choice(FIRST)} {dice.choice(LAST)}" for _ in range(2))
    return template.format(
        name=name, other=other, place=dice.choice(PLACE), body=dice.choice(BODY), role=dice.choice(ROLE), verb=dice.choice(VERB), n=dice.randint(2, 60)
    )


def main():
    for number in range(int(sys.argv[1])):
        print(json.dumps(article(number), ensure_ascii=False))


if __name__ == "__main__":
    main()
