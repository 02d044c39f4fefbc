"""Addresses that acts write into notices."""

from uuid import UUID

from django.urls import reverse


def page_of_critique(pk: UUID) -> str:
    return reverse("inquiry:critique", args=[pk])
