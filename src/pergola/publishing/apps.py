from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "pergola.publishing"
    label = "publishing"
