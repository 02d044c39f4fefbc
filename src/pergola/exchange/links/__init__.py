"""Do the links people gave still lead somewhere? `asking` asks one address, `finding` says what leads nowhere, wall by wall."""
