FROM registry.example/tool:3.6
