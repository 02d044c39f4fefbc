from django.apps import AppConfig

from pergola.systems.tellers import declare_teller


class ExchangeConfig(AppConfig):
    name = "pergola.exchange"
    label = "exchange"

    def ready(self) -> None:
        declare_teller("pergola.exchange.beside.told_of")
