"""The lab: a real ONOS core, real switches and real mail, on one machine."""
