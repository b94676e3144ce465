"""The product's own flow: both sides have the same configuration."""

from custom_components.duress.config_flow import DuressConfigFlow

__all__ = ["DuressConfigFlow"]
