function r(t,o,s){let n=location.protocol==="https:";return o?`${t}://${location.hostname}:${o}${s}`:`${t==="ws"?n?"wss":"ws":n?"https":"http"}://${location.host}${s}`}export{r as a};
