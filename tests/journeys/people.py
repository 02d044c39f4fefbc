"""Who travels: people with passwords, beside those of the sample."""

PASSWORD = "my aunt keeps nine quiet geese"
TRAVELLERS = {
    "Jo Arrow": "jo@journeys.example",
    "Kim Ballad": "kim@journeys.example",
    "Lou Canto": "lou@journeys.example",
    "Max Duet": "max@journeys.example",
    "Pat Forte": "pat.forte@sample.invalid",
    "Quinn Grave": "quinn.grave@sample.invalid",
    "Ria Giga": "ria@journeys.example",
    "Sam Hymn": "sam@journeys.example",
    "Tess Idyll": "tess@journeys.example",
    "Uma Jig": "uma@journeys.example",
    "Val Koto": "val@journeys.example",
}
"""One for each journey that changes something of its own traveller: journeys run in any order. Pat can be anybody’s eyes with one click, and has a password; Quinn also has every other way to sign in."""
