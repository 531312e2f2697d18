import{l as e}from"./part-chunk-WGFQBQ37.js";import"./part-chunk-KMHYPZ6U.js";e();
