FROM python
