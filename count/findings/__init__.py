"""What stands in the way of declaring: one small function a finding, the gate, the second count."""
