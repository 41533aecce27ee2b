/** Every request and every event there is, for what must walk over all of them. */
import * as call from './call.ts';
import * as chat from './chat.ts';
import * as direct from './direct.ts';
import * as files from './files.ts';
import * as handshake from './handshake.ts';
import * as lobby from './lobby.ts';
import * as media from './media.ts';
import * as moderation from './moderation.ts';
import * as point from './point.ts';
import * as questions from './questions.ts';
import * as room from './room.ts';
import * as wall from './wall.ts';

export const requests = [
  handshake.ping,
  room.roomOpen,
  room.roomClose,
  chat.chatSend,
  chat.chatHistory,
  chat.chatRead,
  questions.chatAsk,
  questions.chatQuestions,
  questions.chatPublish,
  questions.chatDismiss,
  call.callJoin,
  call.callLeave,
  call.callHand,
  call.callReact,
  call.callQuality,
  call.callDevices,
  call.callStatistics,
  moderation.callMute,
  moderation.callMuteAll,
  moderation.callStop,
  moderation.callGrant,
  moderation.callPassFloor,
  moderation.callLowerHands,
  moderation.callRemove,
  moderation.callBan,
  moderation.callAppoint,
  moderation.callHandOver,
  moderation.callEnd,
  lobby.lobbyWatch,
  lobby.lobbyAdmit,
  lobby.lobbyRefuse,
  lobby.lobbySay,
  point.callPoint,
  wall.wallAsk,
  wall.wallClose,
  wall.wallLook,
  wall.wallStage,
  wall.wallStop,
  media.mediaConnect,
  media.mediaRestartIce,
  media.mediaProduce,
  media.mediaSetPaused,
  media.mediaStop,
  media.mediaView,
  media.mediaConsumersReady,
  media.mediaMissing,
  direct.directWish,
  direct.directSignal,
  direct.directReceived,
  direct.directFailed,
] as const;

export const events = [
  handshake.lineAhead,
  handshake.welcome,
  handshake.goodbye,
  room.roomUpdated,
  room.roomRole,
  room.roomDeleted,
  room.roomLive,
  chat.chatMessage,
  chat.chatReadMoved,
  questions.chatAsked,
  questions.chatSettled,
  files.filesChanged,
  files.filesHandedOut,
  call.callChanged,
  call.callOver,
  call.callReaction,
  call.callLevels,
  lobby.lobbyChanged,
  lobby.lobbyTold,
  lobby.lobbyDecided,
  point.callPointed,
  wall.wallShowing,
  media.mediaConsumersOpened,
  media.mediaConsumersClosed,
  media.mediaProducerOverruled,
  media.mediaLayersWanted,
  media.mediaLineThin,
  media.mediaLost,
  direct.directSignalled,
] as const;
