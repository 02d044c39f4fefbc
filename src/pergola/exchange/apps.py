from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "pergola.exchange"
    label = "exchange"
