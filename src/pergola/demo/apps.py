from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "pergola.demo"
    label = "demo"
