from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "pergola.people"
    label = "people"
