from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "openpes.channels"
    label = "channels"
