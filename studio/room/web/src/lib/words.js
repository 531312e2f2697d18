// What the pages say, Chinese first. {name} is filled in, {name|one|many} picks by number; a key that is missing is a mistake that a test finds.
import { remember, remembered } from "./settings.js";

const WORDS = {
  live: ["直播中", "Live"],
  offline: ["主播不在", "Offline"],
  offlineLong: ["主播还没开播，开播后画面会自己出现。", "Not live yet. The picture appears here by itself."],
  soon: ["画面马上就来…", "The picture is on its way…"],
  viewers: ["{n} 人在看", "{n} watching"],
  connecting: ["正在连接…", "Connecting…"],
  reconnecting: ["连接断开，正在重连（{n}）…", "Connection lost. Reconnecting ({n})…"],
  connected: ["已连接", "Connected"],
  stopped: ["连接已结束：{why}", "The connection ended: {why}"],
  delay: ["延迟 {s} 秒", "{s} s behind"],
  delayLong: ["您看到的画面比现场晚 {s} 秒", "What you see is {s} s behind the studio"],
  rate: ["{n} kb/s", "{n} kb/s"],
  play: ["播放", "Play"],
  pause: ["暂停", "Pause"],
  tapForSound: ["点一下，打开声音", "Tap for sound"],
  mute: ["静音", "Mute"],
  unmute: ["打开声音", "Unmute"],
  volume: ["音量", "Volume"],
  fullscreen: ["全屏", "Full screen"],
  danmakuOn: ["显示弹幕", "Show danmaku"],
  danmakuOff: ["隐藏弹幕", "Hide danmaku"],
  captionsOn: ["显示字幕", "Show captions"],
  captionsOff: ["隐藏字幕", "Hide captions"],
  effectsOn: ["显示礼物特效", "Show gift effects"],
  effectsOff: ["屏蔽礼物特效", "Hide gift effects"],
  language: ["English", "中文"],
  theme: ["切换外观", "Change appearance"],
  themeNow: ["外观：{name}", "Appearance: {name}"],
  themeSystem: ["跟随系统", "system"],
  themeDark: ["深色", "dark"],
  themeLight: ["浅色", "light"],
  themeContrast: ["高对比度", "high contrast"],
  shortcuts: ["快捷键", "Shortcuts"],
  chat: ["聊天", "Chat"],
  say: ["说点什么…", "Say something…"],
  send: ["发送", "Send"],
  yourName: ["怎么称呼您？", "What shall we call you?"],
  join: ["加入聊天", "Join the chat"],
  joinWhy: ["起个名字就能发弹幕、送礼物，不用注册。", "A name is enough to talk and to give. No account."],
  newer: ["有新消息", "New messages"],
  held: ["等待房管审核", "Waiting for a moderator"],
  emptyChat: ["还没有人说话。来第一条吧！", "Nobody has said anything yet. Be the first."],
  gifts: ["礼物", "Gifts"],
  coins: ["{n} 币", "{n} {n|coin|coins}"],
  balance: ["余额 {n} 币", "{n} {n|coin|coins} left"],
  topUp: ["充值", "Top up"],
  topUpTitle: ["充值多少？", "How many coins?"],
  topUpUnavailable: ["这里还不能充值。", "Coins can't be bought here yet."],
  topUpWaiting: ["请在新窗口完成支付，到账后余额会更新。", "Pay in the new window; your balance changes when it arrived."],
  give: ["送出", "Give"],
  giveOne: ["送出 1 个{gift}，{coins} 币", "Give 1 {gift}, {coins} {coins|coin|coins}"],
  gave: ["{who} 送出 {gift}", "{who} gave {gift}"],
  gaveMany: ["{who} 送出 {gift} ×{n}", "{who} gave {gift} ×{n}"],
  combo: ["连击 ×{n}", "Combo ×{n}"],
  close: ["关闭", "Close"],
  poll: ["投票", "Poll"],
  pollOver: ["投票结果", "Result"],
  votes: ["{n} 票", "{n} {n|vote|votes}"],
  vote: ["投给“{choice}”", "Vote for “{choice}”"],
  lottery: ["弹幕抽奖", "Lottery"],
  lotteryPrize: ["奖品：{prize}（{n} 名）", "Prize: {prize} ({n} {n|winner|winners})"],
  lotteryNone: ["点一下就能参加", "Tap to take part"],
  lotteryPhrase: ["发弹幕“{detail}”就能参加", "Say “{detail}” to take part"],
  lotteryFan: ["粉丝团成员可以参加", "For members of the fan club"],
  lotteryGift: ["送“{detail}”就能参加", "Give “{detail}” to take part"],
  lotteryEnter: ["参加", "Take part"],
  lotteryEntries: ["{n} 人参加", "{n} taking part"],
  lotteryWinners: ["恭喜：{names}", "Congratulations: {names}"],
  lotteryNobody: ["没有人中奖", "Nobody won"],
  endsIn: ["还剩 {time}", "{time} left"],
  battle: ["PK", "Battle"],
  battleForfeit: ["惩罚时间", "Forfeit"],
  battleWon: ["{name} 获胜", "{name} won"],
  battleSplit: ["服务器出了故障，这场 PK 没有结果。", "A part of the server failed: this battle has no result."],
  battleDraw: ["平局", "Draw"],
  slowMode: ["慢速模式：每 {n} 秒一条", "Slow mode: one message every {n} s"],
  like: ["点赞", "Applaud"],
  roleAnchor: ["主播", "Anchor"],
  roleCohost: ["连麦", "Co-host"],
  roleModerator: ["房管", "Moderator"],
  levelIs: ["{n} 级", "Level {n}"],
  becameLevel: ["{who} 升到 {n} 级", "{who} reached level {n}"],
  becameBadge: ["{who} 加入了粉丝团 {club}", "{who} joined the fan club {club}"],
  becameRole: ["{who} 现在是{role}", "{who} is now {role}"],
  wasMuted: ["{who} 被禁言", "{who} was muted"],
  wasUnmuted: ["{who} 解除禁言", "{who} may speak again"],
  wasBanned: ["{who} 被请出房间", "{who} was put out"],
  wasUnbanned: ["{who} 可以再进房间", "{who} may come in again"],
  showStarted: ["开播了：{title}", "Live now: {title}"],
  showEnded: ["直播结束，谢谢观看！", "The show is over. Thank you!"],
  youWereMuted: ["您被禁言，到 {time}。", "You are muted until {time}."],
  fromPlatform: ["来自{name}", "From {name}"],
  from_bilibili: ["B站", "Bilibili"],
  platform: ["其他平台", "Other platforms"],
  platformCode: ["主播身份码", "Identity code"],
  platformApp: ["项目 ID", "App id"],
  platformKeyId: ["access key id", "Access key id"],
  platformKeySecret: ["access key secret", "Access key secret"],
  platformConnect: ["接入B站弹幕和礼物", "Show Bilibili's danmaku and gifts"],
  platformForget: ["断开并删除密钥", "Disconnect and forget the keys"],
  platformOn: ["B站已连接", "Bilibili is connected"],
  platformOff: ["B站未连接", "Bilibili is not connected"],
  platformDanmaku: ["其他平台弹幕", "Danmaku of platforms"],
  platformGifts: ["其他平台礼物", "Gifts of platforms"],
  platformPaid: ["其他平台收入（元）", "Paid on platforms (yuan)"],
  gap: ["断线期间的消息没有了，从这里继续。", "What was said while you were away is gone."],
  refused_muted: ["您被禁言了，暂时不能发言。", "You are muted and can't speak now."],
  refused_banned: ["您不能进这个房间。", "You can't come into this room."],
  refused_slow_mode: ["慢速模式，请等 {s} 秒再发。", "Slow mode: wait {s} s."],
  refused_too_fast: ["发得太快了，请歇一歇。", "That was too fast. Take a breath."],
  refused_overdraft: ["余额不足，请先充值。", "Not enough coins. Top up first."],
  refused_not_allowed: ["您没有这个权限。", "You may not do that."],
  refused_filtered: ["这条弹幕不能发，请换个说法。", "This can't be said here. Try other words."],
  refused_guest: ["先起个名字吧。", "Choose a name first."],
  refused_not_kept: [
    "已经生效，但暂时无法存档：如果服务器在数据库恢复之前宕机，这一条会丢失。",
    "It counts, but can't be kept just now: it is lost if the server falls before its database is back.",
  ],
  refused_away: ["暂时联系不上那个房间，请稍后再试。", "That room can't be reached just now. Try again in a moment."],
  refused_in_battle: ["对方正在 PK 中。", "That room is in a battle already."],
  refused_busy: ["服务器正忙，请稍后再试。", "The server is busy. Try again in a moment."],
  refused_unknown_gift: ["没有这个礼物。", "There is no such gift."],
  refused_own_gift: ["不能给自己送礼物。", "You can't give yourself a gift."],
  refused_no_receiver: ["礼物只能送给主播或在场的连麦嘉宾。", "Gifts go to the anchor, or to a co-host who is here."],
  refused_unknown_danmaku: ["这条弹幕已经不在了。", "This danmaku is gone."],
  refused_already_done: ["您已经参加过了。", "You have done that already."],
  refused_unknown_choice: ["没有这个选项。", "There is no such choice."],
  refused_room_full: ["房间满了，请稍后再来。", "The room is full. Come back later."],
  refused_unknown_battle: ["这个房间不在这场 PK 中。", "This room is not in the battle."],
  refused_other: ["没有成功：{sentence}", "That did not work: {sentence}"],
  tools: ["工具", "Tools"],
  off: ["关闭", "Off"],
  begin: ["开始", "Begin"],
  startShowTitle: ["开播", "Go live"],
  startShow: ["标记为直播中", "Mark as live"],
  showTitle: ["本场标题", "Title of the show"],
  endShow: ["结束本场", "End the show"],
  slowModeTitle: ["慢速模式", "Slow mode"],
  everySeconds: ["每 {n} 秒一条", "Every {n} s"],
  pollQuestion: ["问题", "Question"],
  pollChoices: ["选项，用逗号隔开", "Choices, with commas between"],
  prize: ["奖品", "Prize"],
  lotterySay: ["口令（可不填）", "Phrase to say (optional)"],
  winnersWanted: ["名额", "Winners"],
  roleViewer: ["观众", "Viewer"],
  pushAddress: ["推流地址", "Push address"],
  pushKey: ["推流密钥", "Stream key"],
  did_mute: ["禁言了", "muted"],
  did_unmute: ["解除禁言", "lifted the mute of"],
  did_ban: ["请出了", "put out"],
  did_unban: ["放回了", "let in again"],
  did_hide: ["隐藏了弹幕", "hid danmaku"],
  did_show: ["恢复了弹幕", "restored danmaku"],
  did_keep: ["放行了弹幕", "kept danmaku"],
  did_appoint: ["任命了", "appointed"],
  did_slow_mode: ["改了慢速模式", "changed the slow mode"],
  did_make_room: ["新建了房间", "made the room"],
  roomNumber: ["房间号", "Room id"],
  roomTitle: ["房间名", "Room title"],
  anchorName: ["主播名", "Anchor's name"],
  makeRoom: ["新建房间", "Make a room"],
  viewersHead: ["在线", "Watching"],
  eventsRate: ["事件 / 秒", "Events / s"],
  giftsRate: ["礼物 / 秒", "Gifts / s"],
  users: ["用户", "Users"],
  booksBalance: ["账目平衡", "The books balance"],
  giftsPaid: ["已付礼物", "Gifts paid"],
  creditsPaid: ["已到账充值", "Top-ups credited"],
  accounts: ["账户", "Accounts"],
  healthStore: ["数据库", "Database"],
  healthRelay: ["画面转发", "Relay"],
  relayAway: ["没有运行，画面看不到", "Not running: no picture"],
  healthWaiting: ["等待写入", "Waiting to be kept"],
  healthSlow: ["因太慢而断开", "Cut for slowness"],
  healthErrors: ["错误", "Errors"],
  moderation: ["房管", "Moderation"],
  queue: ["待审核", "To review"],
  queueEmpty: ["没有要审核的弹幕。新的会自己出现。", "Nothing to review. New ones appear here by themselves."],
  keep: ["放行", "Keep"],
  hide: ["隐藏", "Hide"],
  restore: ["恢复", "Restore"],
  muteFor: ["禁言 10 分钟", "Mute 10 min"],
  ban: ["请出房间", "Put out"],
  undo: ["撤销", "Undo"],
  audit: ["记录", "Audit log"],
  auditEmpty: ["还没有操作。", "Nothing was done yet."],
  reason: ["原因：{names}", "Reason: {names}"],
  reason_abuse: ["辱骂", "abuse"],
  reason_threat: ["威胁", "threat"],
  reason_self_harm: ["自伤", "self-harm"],
  reason_sexual: ["色情", "sexual"],
  reason_gambling: ["赌博", "gambling"],
  reason_fraud: ["诈骗", "fraud"],
  reason_drugs: ["毒品", "drugs"],
  reason_slur: ["歧视", "slur"],
  reason_contact: ["引流", "contact"],
  reason_unfiltered: ["过滤器没能启动", "the filter could not be started"],
  reason_model: ["模型判断", "model"],
  signInModerator: ["请用主播发来的房管链接打开本页。", "Open this page with the moderator's link that the anchor sent you."],
  operator: ["运营台", "Operator"],
  operatorKey: ["运营密钥", "Operator key"],
  operatorKeyWhy: ["在服务器的数据目录里：operator.key", "It lies in the server's data directory: operator.key"],
  signIn: ["登录", "Sign in"],
  signInFailed: ["密钥不对。请核对数据目录里的 operator.key。", "That key is wrong. Compare it with operator.key in the data directory."],
  rooms: ["房间", "Rooms"],
  room: ["房间", "Room"],
  noRooms: ["还没有房间。用主播链接开播后会出现。", "No room yet. One appears when an anchor opens theirs."],
  anchor: ["主播", "Anchor"],
  state: ["状态", "State"],
  since: ["开播时间", "Since"],
  coinsToday: ["收到的币", "Coins given"],
  danmakuCount: ["弹幕", "Danmaku"],
  health: ["健康", "Health"],
  good: ["正常", "Good"],
  bad: ["异常", "Bad"],
  money: ["资金", "Money"],
  links: ["链接", "Links"],
  linkFor: ["{role}链接", "{role} link"],
  copy: ["复制", "Copy"],
  copied: ["已复制", "Copied"],
  watchAt: ["观看页面", "Viewer page"],
  failed: ["没有成功：{why}", "That did not work: {why}"],
  retry: ["再试一次", "Try again"],
  unknownRoom: ["没有这个房间。请核对链接。", "There is no such room. Check the link."],
  analytics: ["数据", "Analytics"],
  shows: ["场次", "Shows"],
  noShows: ["还没有直播过。", "No show yet."],
  exportCsv: ["导出 CSV", "Export CSV"],
  plotSays: ["{what}：最高 {top}，在 {at}；平均 {mean}", "{what}: at most {top}, at {at}; {mean} on average"],
  plotTop: ["最高 {n}", "at most {n}"],
  danmakuRate: ["弹幕 / 秒", "Danmaku / s"],
  leavesRate: ["离开 / 分钟", "Leaving / min"],
  moment: ["时刻", "Moment"],
  pointIs: ["图上每个点是 {n} 秒。虚线是离开的人特别多的时刻。", "Each point is {n} s. Dashed lines: many left at that moment."],
  uniqueViewers: ["观众", "Viewers"],
  newViewers: ["新观众", "New"],
  returningViewers: ["回访观众", "Returning"],
  peakViewers: ["最高在线", "Peak"],
  averageDwell: ["平均停留", "Average stay"],
  giftsCount: ["礼物", "Gifts"],
  coinsCount: ["币", "Coins"],
  likesCount: ["点赞", "Likes"],
  dwell: ["停留时长", "How long they stayed"],
  dwellBetween: ["{from}–{to} 分钟", "{from}–{to} min"],
  dwellOver: ["{from} 分钟以上", "{from} min or more"],
  leavingMoments: ["离开最多的时刻", "When many left"],
  noMoments: ["没有离开的人特别多的时刻。", "At no moment did more leave than usual."],
  leftCount: ["离开", "Left"],
  leftOf: ["{all} 人中的 {n} 人（{share} %）", "{n} of {all} ({share} %)"],
  happened: ["当时", "What happened"],
  happenedPoll: ["投票结束", "A poll ended"],
  happenedLottery: ["开奖", "A lottery was drawn"],
  happenedBattle: ["PK 结束", "A battle ended"],
};

const LANGUAGES = ["zh", "en"];
let column = 0;

export function useLanguage(language) {
  column = Math.max(0, LANGUAGES.indexOf(language));
  document.documentElement.lang = column === 0 ? "zh-CN" : "en";
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = t(element.dataset.word);
  for (const element of document.querySelectorAll("[data-label]")) {
    const label = t(element.dataset.label);
    element.setAttribute("aria-label", label);
    if (element.title !== undefined) element.title = label;
    if ("placeholder" in element) element.placeholder = label;
  }
}

export function firstLanguage() {
  return remembered("language", navigator.language?.toLowerCase().startsWith("zh") ? "zh" : "en");
}

export function otherLanguage() {
  const language = LANGUAGES[1 - column];
  remember("language", language);
  return language;
}

export function language() {
  return LANGUAGES[column];
}

export function has(key) {
  return key in WORDS;
}

export function t(key, values = {}) {
  const words = WORDS[key];
  if (!words) throw new Error(`no words for ${key}`);
  return words[column]
    .replace(/\{(\w+)\|([^|}]*)\|([^}]*)\}/g, (_, name, one, many) => (String(values[name]) === "1" ? one : many))
    .replace(/\{(\w+)\}/g, (_, name) => isolated(String(values[name] ?? "")));
}

// A value that is written from right to left must not turn the sentence around it: FSI and PDI hold it.
function isolated(value) {
  return /[\u0590-\u08ff]/.test(value) ? `\u2068${value}\u2069` : value;
}

export function number(value) {
  return new Intl.NumberFormat(column === 0 ? "zh-CN" : "en").format(value);
}

export function clock(ms) {
  return new Intl.DateTimeFormat(column === 0 ? "zh-CN" : "en", { hour: "2-digit", minute: "2-digit" }).format(ms);
}

export function span(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const pad = (value) => String(value).padStart(2, "0");
  return `${pad(Math.floor(seconds / 60))}:${pad(seconds % 60)}`;
}
