export default function X(_p:{room:unknown;onClose():void}){return null}
