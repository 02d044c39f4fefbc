from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "pergola.kernel"
    label = "kernel"
