package com.example.keyvalue;

final class StoreTest {}
