export default function X(_p:{onClose():void}){return null}
