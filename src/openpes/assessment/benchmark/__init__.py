"""An agency beside World, its income group and its delivery approach of 2020; a network beside the reference."""
