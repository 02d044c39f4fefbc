from django.apps import AppConfig


class InquiryConfig(AppConfig):
    name = "pergola.inquiry"
    label = "inquiry"
