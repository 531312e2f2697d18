function r(o,s,n){let t=location.protocol==="https:";return s?`${o}${t?"s":""}://${location.hostname}:${s}${n}`:`${o==="ws"?t?"wss":"ws":t?"https":"http"}://${location.host}${n}`}export{r as a};
