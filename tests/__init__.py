"""The tests of Duress for Home Assistant; folders mirror `custom_components/duress`."""
