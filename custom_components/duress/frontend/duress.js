var e=class extends Event{constructor(e,t,n,r){super(`context-request`,{bubbles:!0,composed:!0}),this.context=e,this.contextTarget=t,this.callback=n,this.subscribe=r??!1}};function t(e){return e}var n=class{constructor(e,t,n,r){if(this.subscribe=!1,this.provided=!1,this.value=void 0,this.t=(e,t)=>{this.unsubscribe&&(this.unsubscribe!==t&&(this.provided=!1,this.unsubscribe()),this.subscribe||this.unsubscribe()),this.value=e,this.host.requestUpdate(),this.provided&&!this.subscribe||(this.provided=!0,this.callback&&this.callback(e,t)),this.unsubscribe=t},this.host=e,t.context!==void 0){let e=t;this.context=e.context,this.callback=e.callback,this.subscribe=e.subscribe??!1}else this.context=t,this.callback=n,this.subscribe=r??!1;this.host.addController(this)}hostConnected(){this.dispatchRequest()}hostDisconnected(){this.unsubscribe&&=(this.unsubscribe(),void 0)}dispatchRequest(){this.host.dispatchEvent(new e(this.context,this.host,this.t,this.subscribe))}},r=class{get value(){return this.o}set value(e){this.setValue(e)}setValue(e,t=!1){let n=t||!Object.is(e,this.o);this.o=e,n&&this.updateObservers()}constructor(e){this.subscriptions=/* @__PURE__ */ new Map,this.updateObservers=()=>{for(let[e,{disposer:t}]of this.subscriptions)e(this.o,t)},e!==void 0&&(this.value=e)}addCallback(e,t,n){if(!n)return void e(this.value);this.subscriptions.has(e)||this.subscriptions.set(e,{disposer:()=>{this.subscriptions.delete(e)},consumerHost:t});let{disposer:r}=this.subscriptions.get(e);e(this.value,r)}clearCallbacks(){this.subscriptions.clear()}},i=class extends Event{constructor(e,t){super(`context-provider`,{bubbles:!0,composed:!0}),this.context=e,this.contextTarget=t}},a=class extends r{constructor(t,n,r){super(n.context===void 0?r:n.initialValue),this.onContextRequest=e=>{if(e.context!==this.context)return;let t=e.contextTarget??e.composedPath()[0];t!==this.host&&(e.stopPropagation(),this.addCallback(e.callback,t,e.subscribe))},this.onProviderRequest=t=>{if(t.context!==this.context||(t.contextTarget??t.composedPath()[0])===this.host)return;let n=/* @__PURE__ */ new Set;for(let[t,{consumerHost:r}]of this.subscriptions)n.has(t)||(n.add(t),r.dispatchEvent(new e(this.context,r,t,!0)));t.stopPropagation()},this.host=t,this.context=n.context===void 0?n:n.context,this.attachListeners(),this.host.addController?.(this)}attachListeners(){this.host.addEventListener(`context-request`,this.onContextRequest),this.host.addEventListener(`context-provider`,this.onProviderRequest)}hostConnected(){this.host.dispatchEvent(new i(this.context,this.host))}};function o({context:e,subscribe:t}){return(r,i)=>{typeof i==`object`?i.addInitializer((function(){new n(this,{context:e,callback:e=>{r.set.call(this,e)},subscribe:t})})):r.constructor.addInitializer((r=>{new n(r,{context:e,callback:e=>{r[i]=e},subscribe:t})}))}}var s=globalThis,c=s.ShadowRoot&&(s.ShadyCSS===void 0||s.ShadyCSS.nativeShadow)&&`adoptedStyleSheets`in Document.prototype&&`replace`in CSSStyleSheet.prototype,l=Symbol(),u=/* @__PURE__ */ new WeakMap,ee=class{constructor(e,t,n){if(this._$cssResult$=!0,n!==l)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(c&&e===void 0){let n=t!==void 0&&t.length===1;n&&(e=u.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),n&&u.set(t,e))}return e}toString(){return this.cssText}},te=e=>new ee(typeof e==`string`?e:e+``,void 0,l),d=(e,...t)=>new ee(e.length===1?e[0]:t.reduce((t,n,r)=>t+(e=>{if(!0===e._$cssResult$)return e.cssText;if(typeof e==`number`)return e;throw Error(`Value passed to 'css' function must be a 'css' function result: `+e+`. Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.`)})(n)+e[r+1],e[0]),e,l),ne=(e,t)=>{if(c)e.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let n of t){let t=document.createElement(`style`),r=s.litNonce;r!==void 0&&t.setAttribute(`nonce`,r),t.textContent=n.cssText,e.appendChild(t)}},re=c?e=>e:e=>e instanceof CSSStyleSheet?(e=>{let t=``;for(let n of e.cssRules)t+=n.cssText;return te(t)})(e):e,{is:ie,defineProperty:ae,getOwnPropertyDescriptor:oe,getOwnPropertyNames:se,getOwnPropertySymbols:ce,getPrototypeOf:le}=Object,ue=globalThis,de=ue.trustedTypes,fe=de?de.emptyScript:``,pe=ue.reactiveElementPolyfillSupport,f=(e,t)=>e,me={toAttribute(e,t){switch(t){case Boolean:e=e?fe:null;break;case Object:case Array:e=e==null?e:JSON.stringify(e)}return e},fromAttribute(e,t){let n=e;switch(t){case Boolean:n=e!==null;break;case Number:n=e===null?null:Number(e);break;case Object:case Array:try{n=JSON.parse(e)}catch{n=null}}return n}},he=(e,t)=>!ie(e,t),ge={attribute:!0,type:String,converter:me,reflect:!1,useDefault:!1,hasChanged:he};Symbol.metadata??=Symbol(`metadata`),ue.litPropertyMetadata??=/* @__PURE__ */ new WeakMap;var p=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=ge){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let n=Symbol(),r=this.getPropertyDescriptor(e,n,t);r!==void 0&&ae(this.prototype,e,r)}}static getPropertyDescriptor(e,t,n){let{get:r,set:i}=oe(this.prototype,e)??{get(){return this[t]},set(e){this[t]=e}};return{get:r,set(t){let a=r?.call(this);i?.call(this,t),this.requestUpdate(e,a,n)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??ge}static _$Ei(){if(this.hasOwnProperty(f(`elementProperties`)))return;let e=le(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(f(`finalized`)))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(f(`properties`))){let e=this.properties,t=[...se(e),...ce(e)];for(let n of t)this.createProperty(n,e[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[e,n]of t)this.elementProperties.set(e,n)}this._$Eh=/* @__PURE__ */ new Map;for(let[e,t]of this.elementProperties){let n=this._$Eu(e,t);n!==void 0&&this._$Eh.set(n,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let n=new Set(e.flat(1/0).reverse());for(let e of n)t.unshift(re(e))}else e!==void 0&&t.push(re(e));return t}static _$Eu(e,t){let n=t.attribute;return!1===n?void 0:typeof n==`string`?n:typeof e==`string`?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=/* @__PURE__ */ new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=/* @__PURE__ */ new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=/* @__PURE__ */ new Map,t=this.constructor.elementProperties;for(let n of t.keys())this.hasOwnProperty(n)&&(e.set(n,this[n]),delete this[n]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return ne(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,n){this._$AK(e,n)}_$ET(e,t){let n=this.constructor.elementProperties.get(e),r=this.constructor._$Eu(e,n);if(r!==void 0&&!0===n.reflect){let i=(n.converter?.toAttribute===void 0?me:n.converter).toAttribute(t,n.type);this._$Em=e,i==null?this.removeAttribute(r):this.setAttribute(r,i),this._$Em=null}}_$AK(e,t){let n=this.constructor,r=n._$Eh.get(e);if(r!==void 0&&this._$Em!==r){let e=n.getPropertyOptions(r),i=typeof e.converter==`function`?{fromAttribute:e.converter}:e.converter?.fromAttribute===void 0?me:e.converter;this._$Em=r;let a=i.fromAttribute(t,e.type);this[r]=a??this._$Ej?.get(r)??a,this._$Em=null}}requestUpdate(e,t,n,r=!1,i){if(e!==void 0){let a=this.constructor;if(!1===r&&(i=this[e]),n??=a.getPropertyOptions(e),!((n.hasChanged??he)(i,t)||n.useDefault&&n.reflect&&i===this._$Ej?.get(e)&&!this.hasAttribute(a._$Eu(e,n))))return;this.C(e,t,n)}!1===this.isUpdatePending&&(this._$ES=this._$EP())}C(e,t,{useDefault:n,reflect:r,wrapped:i},a){n&&!(this._$Ej??=/* @__PURE__ */ new Map).has(e)&&(this._$Ej.set(e,a??t??this[e]),!0!==i||a!==void 0)||(this._$AL.has(e)||(this.hasUpdated||n||(t=void 0),this._$AL.set(e,t)),!0===r&&this._$Em!==e&&(this._$Eq??=/* @__PURE__ */ new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[e,t]of this._$Ep)this[e]=t;this._$Ep=void 0}let e=this.constructor.elementProperties;if(e.size>0)for(let[t,n]of e){let{wrapped:e}=n,r=this[t];!0!==e||this._$AL.has(t)||r===void 0||this.C(t,void 0,n,r)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(e=>e.hostUpdate?.()),this.update(t)):this._$EM()}catch(t){throw e=!1,this._$EM(),t}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=/* @__PURE__ */ new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(e){}firstUpdated(e){}};p.elementStyles=[],p.shadowRootOptions={mode:`open`},p[f(`elementProperties`)]=/* @__PURE__ */ new Map,p[f(`finalized`)]=/* @__PURE__ */ new Map,pe?.({ReactiveElement:p}),(ue.reactiveElementVersions??=[]).push(`2.1.2`);var _e=globalThis,ve=e=>e,m=_e.trustedTypes,ye=m?m.createPolicy(`lit-html`,{createHTML:e=>e}):void 0,be=`$lit$`,h=`lit$${Math.random().toFixed(9).slice(2)}$`,xe=`?`+h,Se=`<${xe}>`,g=document,_=()=>g.createComment(``),v=e=>e===null||typeof e!=`object`&&typeof e!=`function`,Ce=Array.isArray,we=e=>Ce(e)||typeof e?.[Symbol.iterator]==`function`,Te=`[ 	
\f\r]`,y=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Ee=/-->/g,De=/>/g,b=RegExp(`>|${Te}(?:([^\\s"'>=/]+)(${Te}*=${Te}*(?:[^ \t\n\f\r"'\`<>=]|("|')|))|$)`,`g`),Oe=/'/g,ke=/"/g,Ae=/^(?:script|style|textarea|title)$/i,je=e=>(t,...n)=>({_$litType$:e,strings:t,values:n}),x=je(1),Me=je(2),S=Symbol.for(`lit-noChange`),C=Symbol.for(`lit-nothing`),Ne=/* @__PURE__ */ new WeakMap,w=g.createTreeWalker(g,129);function Pe(e,t){if(!Ce(e)||!e.hasOwnProperty(`raw`))throw Error(`invalid template strings array`);return ye===void 0?t:ye.createHTML(t)}var Fe=(e,t)=>{let n=e.length-1,r=[],i,a=t===2?`<svg>`:t===3?`<math>`:``,o=y;for(let t=0;t<n;t++){let n=e[t],s,c,l=-1,u=0;for(;u<n.length&&(o.lastIndex=u,c=o.exec(n),c!==null);)u=o.lastIndex,o===y?c[1]===`!--`?o=Ee:c[1]===void 0?c[2]===void 0?c[3]!==void 0&&(o=b):(Ae.test(c[2])&&(i=RegExp(`</`+c[2],`g`)),o=b):o=De:o===b?c[0]===`>`?(o=i??y,l=-1):c[1]===void 0?l=-2:(l=o.lastIndex-c[2].length,s=c[1],o=c[3]===void 0?b:c[3]===`"`?ke:Oe):o===ke||o===Oe?o=b:o===Ee||o===De?o=y:(o=b,i=void 0);let ee=o===b&&e[t+1].startsWith(`/>`)?` `:``;a+=o===y?n+Se:l>=0?(r.push(s),n.slice(0,l)+be+n.slice(l)+h+ee):n+h+(l===-2?t:ee)}return[Pe(e,a+(e[n]||`<?>`)+(t===2?`</svg>`:t===3?`</math>`:``)),r]},Ie=class e{constructor({strings:t,_$litType$:n},r){let i;this.parts=[];let a=0,o=0,s=t.length-1,c=this.parts,[l,u]=Fe(t,n);if(this.el=e.createElement(l,r),w.currentNode=this.el.content,n===2||n===3){let e=this.el.content.firstChild;e.replaceWith(...e.childNodes)}for(;(i=w.nextNode())!==null&&c.length<s;){if(i.nodeType===1){if(i.hasAttributes())for(let e of i.getAttributeNames())if(e.endsWith(be)){let t=u[o++],n=i.getAttribute(e).split(h),r=/([.?@])?(.*)/.exec(t);c.push({type:1,index:a,name:r[2],strings:n,ctor:r[1]===`.`?ze:r[1]===`?`?Be:r[1]===`@`?Ve:E}),i.removeAttribute(e)}else e.startsWith(h)&&(c.push({type:6,index:a}),i.removeAttribute(e));if(Ae.test(i.tagName)){let e=i.textContent.split(h),t=e.length-1;if(t>0){i.textContent=m?m.emptyScript:``;for(let n=0;n<t;n++)i.append(e[n],_()),w.nextNode(),c.push({type:2,index:++a});i.append(e[t],_())}}}else if(i.nodeType===8){if(i.data===xe)c.push({type:2,index:a});else{let e=-1;for(;(e=i.data.indexOf(h,e+1))!==-1;)c.push({type:7,index:a}),e+=h.length-1}}a++}}static createElement(e,t){let n=g.createElement(`template`);return n.innerHTML=e,n}};function T(e,t,n=e,r){if(t===S)return t;let i=r===void 0?n._$Cl:n._$Co?.[r],a=v(t)?void 0:t._$litDirective$;return i?.constructor!==a&&(i?._$AO?.(!1),a===void 0?i=void 0:(i=new a(e),i._$AT(e,n,r)),r===void 0?n._$Cl=i:(n._$Co??=[])[r]=i),i!==void 0&&(t=T(e,i._$AS(e,t.values),i,r)),t}var Le=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:n}=this._$AD,r=(e?.creationScope??g).importNode(t,!0);w.currentNode=r;let i=w.nextNode(),a=0,o=0,s=n[0];for(;s!==void 0;){if(a===s.index){let t;s.type===2?t=new Re(i,i.nextSibling,this,e):s.type===1?t=new s.ctor(i,s.name,s.strings,this,e):s.type===6&&(t=new He(i,this,e)),this._$AV.push(t),s=n[++o]}a!==s?.index&&(i=w.nextNode(),a++)}return w.currentNode=g,r}p(e){let t=0;for(let n of this._$AV)n!==void 0&&(n.strings===void 0?n._$AI(e[t]):(n._$AI(e,n,t),t+=n.strings.length-2)),t++}},Re=class e{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,n,r){this.type=2,this._$AH=C,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=n,this.options=r,this._$Cv=r?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=T(this,e,t),v(e)?e===C||e==null||e===``?(this._$AH!==C&&this._$AR(),this._$AH=C):e!==this._$AH&&e!==S&&this._(e):e._$litType$===void 0?e.nodeType===void 0?we(e)?this.k(e):this._(e):this.T(e):this.$(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==C&&v(this._$AH)?this._$AA.nextSibling.data=e:this.T(g.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:n}=e,r=typeof n==`number`?this._$AC(e):(n.el===void 0&&(n.el=Ie.createElement(Pe(n.h,n.h[0]),this.options)),n);if(this._$AH?._$AD===r)this._$AH.p(t);else{let e=new Le(r,this),n=e.u(this.options);e.p(t),this.T(n),this._$AH=e}}_$AC(e){let t=Ne.get(e.strings);return t===void 0&&Ne.set(e.strings,t=new Ie(e)),t}k(t){Ce(this._$AH)||(this._$AH=[],this._$AR());let n=this._$AH,r,i=0;for(let a of t)i===n.length?n.push(r=new e(this.O(_()),this.O(_()),this,this.options)):r=n[i],r._$AI(a),i++;i<n.length&&(this._$AR(r&&r._$AB.nextSibling,i),n.length=i)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let t=ve(e).nextSibling;ve(e).remove(),e=t}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},E=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,n,r,i){this.type=1,this._$AH=C,this._$AN=void 0,this.element=e,this.name=t,this._$AM=r,this.options=i,n.length>2||n[0]!==``||n[1]!==``?(this._$AH=Array(n.length-1).fill(/* @__PURE__ */ new String),this.strings=n):this._$AH=C}_$AI(e,t=this,n,r){let i=this.strings,a=!1;if(i===void 0)e=T(this,e,t,0),a=!v(e)||e!==this._$AH&&e!==S,a&&(this._$AH=e);else{let r=e,o,s;for(e=i[0],o=0;o<i.length-1;o++)s=T(this,r[n+o],t,o),s===S&&(s=this._$AH[o]),a||=!v(s)||s!==this._$AH[o],s===C?e=C:e!==C&&(e+=(s??``)+i[o+1]),this._$AH[o]=s}a&&!r&&this.j(e)}j(e){e===C?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??``)}},ze=class extends E{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===C?void 0:e}},Be=class extends E{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==C)}},Ve=class extends E{constructor(e,t,n,r,i){super(e,t,n,r,i),this.type=5}_$AI(e,t=this){if((e=T(this,e,t,0)??C)===S)return;let n=this._$AH,r=e===C&&n!==C||e.capture!==n.capture||e.once!==n.once||e.passive!==n.passive,i=e!==C&&(n===C||r);r&&this.element.removeEventListener(this.name,this,n),i&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH==`function`?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},He=class{constructor(e,t,n){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=n}get _$AU(){return this._$AM._$AU}_$AI(e){T(this,e)}},Ue=_e.litHtmlPolyfillSupport;Ue?.(Ie,Re),(_e.litHtmlVersions??=[]).push(`3.3.3`);var We=(e,t,n)=>{let r=n?.renderBefore??t,i=r._$litPart$;if(i===void 0){let e=n?.renderBefore??null;r._$litPart$=i=new Re(t.insertBefore(_(),e),e,void 0,n??{})}return i._$AI(e),i},Ge=globalThis,D=class extends p{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=We(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return S}};D._$litElement$=!0,D.finalized=!0,Ge.litElementHydrateSupport?.({LitElement:D});var Ke=Ge.litElementPolyfillSupport;Ke?.({LitElement:D}),(Ge.litElementVersions??=[]).push(`4.2.2`);var qe={attribute:!0,type:String,converter:me,reflect:!1,hasChanged:he},Je=(e=qe,t,n)=>{let{kind:r,metadata:i}=n,a=globalThis.litPropertyMetadata.get(i);if(a===void 0&&globalThis.litPropertyMetadata.set(i,a=/* @__PURE__ */ new Map),r===`setter`&&((e=Object.create(e)).wrapped=!0),a.set(n.name,e),r===`accessor`){let{name:r}=n;return{set(n){let i=t.get.call(this);t.set.call(this,n),this.requestUpdate(r,i,e,!0,n)},init(t){return t!==void 0&&this.C(r,void 0,e,t),t}}}if(r===`setter`){let{name:r}=n;return function(n){let i=this[r];t.call(this,n),this.requestUpdate(r,i,e,!0,n)}}throw Error(`Unsupported decorator location: `+r)};function O(e){return(t,n)=>typeof n==`object`?Je(e,t,n):((e,t,n)=>{let r=t.hasOwnProperty(n);return t.constructor.createProperty(n,e),r?Object.getOwnPropertyDescriptor(t,n):void 0})(e,t,n)}function k(e){return O({...e,state:!0,attribute:!1})}var Ye=(e,t,n)=>(n.configurable=!0,n.enumerable=!0,Reflect.decorate&&typeof t!=`object`&&Object.defineProperty(e,t,n),n);function Xe(e,t){return(n,r,i)=>{let a=t=>t.renderRoot?.querySelector(e)??null;if(t){let{get:e,set:t}=typeof r==`object`?n:i??(()=>{let e=Symbol();return{get(){return this[e]},set(t){this[e]=t}}})();return Ye(n,r,{get(){let n=e.call(this);return n===void 0&&(n=a(this),(n!==null||this.hasUpdated)&&t.call(this,n)),n}})}return Ye(n,r,{get(){return a(this)}})}}function A(e){return t=>{customElements.get(e)===void 0&&customElements.define(e,t)}}var Ze=60,Qe=3600,$e=[[`day`,24*Qe],[`hour`,Qe],[`minute`,Ze],[`second`,1]],et={comma_decimal:`en-US`,decimal_comma:`de`,space_comma:`fr`,quote_decimal:`de-CH`},tt=class{#e;#t;#n;#r;#i;#a;#o;constructor(e,t){let n=e.language,r={12:!0,24:!1}[e.time_format??``],i={hour:`numeric`,minute:`2-digit`,...r===void 0?{}:{hour12:r},...e.time_zone===`server`?{timeZone:t}:{}},a=i.timeZone===void 0?{}:{timeZone:i.timeZone};this.#e=new Intl.NumberFormat(et[e.number_format??``]??n),this.#t=new Intl.DateTimeFormat(n,i),this.#n=new Intl.DateTimeFormat(n,{...i,second:`2-digit`}),this.#r=new Intl.DateTimeFormat(n,{...i,day:`numeric`,month:`short`,year:`numeric`}),this.#i=new Intl.DateTimeFormat(n,{...a,day:`numeric`,month:`short`,year:`numeric`}),this.#a=new Intl.RelativeTimeFormat(n,{numeric:`always`}),this.#o=new Intl.ListFormat(n)}number(e,t){return t===void 0?this.#e.format(e):this.#e.format(Number(e.toFixed(t)))}percent(e){return`${this.#e.format(Math.round(e*100))} %`}time(e){return this.#t.format(e*1e3)}seconds(e){return this.#n.format(e*1e3)}dateTime(e){return this.#r.format(e*1e3)}date(e){return this.#i.format(e*1e3)}ago(e,t=Date.now()/1e3){let n=Math.round(e-t),[r,i]=$e.find(([,e])=>Math.abs(n)>=e)??[`second`,1];return this.#a.format(Math.trunc(n/i),r)}clock(e){let t=Math.max(0,Math.floor(e)),n=e=>String(e).padStart(2,`0`),r=Math.floor(t/60),i=`${n(r%60)}:${n(t%60)}`;return r>=60?`${Math.floor(r/60)}:${i}`:`${r}:${n(t%60)}`}duration(e){let[t,n]=$e.find(([,t])=>e>=t)??[`second`,1],r={style:`unit`,unit:t,unitDisplay:`long`};return new Intl.NumberFormat(this.#e.resolvedOptions().locale,r).format(Math.floor(e/n))}list(e){return this.#o.format(e)}},nt={cards:{},common:{pages:`Pages of Duress`,page_today:`Today`,page_incident:`Alarms`,page_map:`Map`,page_people:`People`,page_walk:`Walk test`,page_monitoring:`Monitoring`,page_upkeep:`Upkeep`,page_start:`Set-up`,school:`School`,no_school:`No school is set up, so no pendant is watched. Add the integration Duress under Settings, Devices & services.`,not_running:`Duress does not run at this school: presses are not received. Look at Settings, Devices & services, or call whoever looks after Home Assistant.`,disconnected:`No connection to Home Assistant. What you see may be old: new alarms do not appear here until it is back. Check the network, or go to another screen.`,demo:`DEMO`,demo_long:`This is a demo school. No real pendant is watched.`,waiting:`Just a moment …`,close_dialog:`Close`,not_yet:`This page comes with a later version.`,skip:`Skip to the content`,new_version:`Duress has a new version. This page still is the old one.`,reload:`Load the new one`},incident:{},map:{},monitoring:{},people:{},start:{},today:{},upkeep:{},walk:{title:`Walk test`,about:`Go from room to room and press a pendant in each: what hears it proves the room, and teaches the system to name it.`,may_not:`Your role at this school does not walk rooms. Ask an administrator for it.`,begin:`Begin a walk test`,open:`Open the walk`,open_paused:`Go on with the walk`,to_report:`Accuracy report`,to_overview:`All walk tests`,hints:`What would help most`,blind_spots:`Blind spots`,why:`Why`,proven:`Proven`,never:`never`,days_ago_one:`{n} day ago`,days_ago_other:`{n} days ago`,show_all:`Show all {n} rooms`,on_the_way:`on the way`,progress:`Rooms done`,done_of:`{done} of {of} rooms`,kind:`What for`,kind_survey:`Survey walk`,kind_survey_long:`Teaches which room is which: three presses in each room.`,kind_check:`Check walk`,kind_check_long:`Measures how often the right room is named: another person, another pendant, one press in each room.`,pendants:`Which pendant do you carry?`,pendants_long:`Choose one; up to four if you are not sure: the first press shows which one it was. Do not press before the walk runs: it would be a real alarm.`,search_pendant:`Name, holder or the number on its back`,no_pendant_found:`No pendant is called so.`,more_pendants_one:`{n} more: search for it above.`,more_pendants_other:`{n} more: search for them above.`,serial:`no. {serial}`,rooms:`Which rooms?`,which_all:`All rooms`,which_floors:`Some floors`,which_blind:`Only blind spots`,which_fifth:`Every fifth surveyed room, the least that proves the figure`,no_floor:`Without a floor`,begin_note:`While the walk runs, presses of the chosen pendants call nobody. All others stay real. It pauses by itself after 30 minutes without a press.`,begin_now_one:`Begin: {n} room`,begin_now_other:`Begin: {n} rooms`,go_to:`Go to`,i_am_here:`I am here`,next:`Next: {room}`,press_now:`Press your pendant now`,press_once:`Press your pendant once now`,press_spot:`Press {number} of {needed}: {spot}`,press_again:`Press again {needed} times: the earlier presses go with the first one`,spot_1:`at the door`,spot_2:`in the middle`,spot_3:`in the far corner`,spot_4:`with your body over it`,spot_5:`where you like`,room_done:`This room is done`,nothing_yet:`The result shows here within a second of the press.`,i_pressed:`I pressed, but nothing shows`,demo_press:`Press the simulated pendant`,listening:`Listening …`,seconds_left_one:`{n} second left`,seconds_left_other:`{n} seconds left`,verdict_pass:`Pass`,verdict_weak:`Weak`,verdict_none:`Not heard`,heard_by_one:`Heard by {n}, aim for {target}`,heard_by_other:`Heard by {n}, aim for {target}`,margin:`Best margin {margin} dB`,margin_head:`Margin`,still_coming:`Still coming in …`,why_single:`Only one receiver or repeater heard it: if that fails, nobody hears this room. Add a repeater near here.`,why_margin:`It was only just heard: below 4 dB anything in the way may silence it. Move a repeater nearer.`,none_noted:`Noted: a press here was not heard.`,none_again:`Press once more, firmly and for a second.`,none_light:`Still nothing: try the pendant in the room where it was heard last. If it is silent there too, its battery may be empty.`,none_repeater:`If only this room is silent, it needs a repeater near it. Until then nobody is called from here.`,who_heard:`Who heard it`,listener:`Receiver or repeater`,rank_first:`What was known before names this room first.`,rank_other:`What was known before puts this room at {rank} of {of}, after {rather}.`,choose:`Choose another room`,choose_heading:`Where are you?`,search:`Search`,no_room_found:`No room is called so.`,back:`Back`,you_are_here:`you are here`,put_off:`for later`,presses_of:`{presses} of {needed}`,skip:`Leave it for later`,redo:`Do this room again`,pause:`Pause`,paused:`Paused`,paused_long:`{pendants}: a press is a real alarm now.`,resume:`Go on with the walk`,other_pendant:`Go on with another pendant`,resume_with:`Go on with the chosen pendants`,finish:`Finish`,all_done:`All rooms are done`,over:`This walk has ended. Its presses are in the survey.`,real_now:`A real alarm is active.`,real_now_long:`Presses of your pendant are real calls for help now. Stop the walk.`,see_alarm:`See the alarm`,ends_soon:`In {left} the walk pauses by itself, and then a press is a real alarm.`,stay:`I am still walking`,silent:`While this walk runs, your pendant calls nobody.`,real:`I need help: this is real`,real_ask:`Call for help?`,real_long:`The last press of this walk becomes a real alarm and the walk ends. If nobody pressed on it yet, close this, pause the walk and press the pendant.`,real_yes:`Yes, call for help`,sum:`So far`,ended:`The walk has ended`,ended_long:`Every press is real again. What was pressed is in the survey and is evidence for each room.`,count_pass_one:`{n} room passes`,count_pass_other:`{n} rooms pass`,count_weak_one:`{n} room is weak`,count_weak_other:`{n} rooms are weak`,count_none_one:`{n} room was not heard`,count_none_other:`{n} rooms were not heard`,count_open_one:`{n} room without a press`,count_open_other:`{n} rooms without a press`,no_blind:`No blind spot among the rooms of this walk.`,end:`End the walk`,walk_on:`Walk on`,print:`Print`,save:`Save the report`,save_survey:`Save the survey`,report_working:`Every room is being placed once more …`,report_title:`Accuracy report: {school}`,report_dated:`As of {time}, version {version} of the survey. Nobody's name is in it.`,report_none_confused:`no room`,report_accuracy:`How often the right room is named`,report_check_walk:`Check walk: the figure that counts`,report_confirmed:`Tests and incidents whose room a person named`,report_confirmed_note:`What was said of these presses when they were made, compared with the room that was named afterwards.`,report_self_test:`Self-test: too good, only for finding weak rooms`,report_self_test_note:`One press of each room is left out in turn and placed by all others. The same person made them in the same minutes, so real presses are placed less well. Never quote these figures.`,report_figures:`In all`,report_all:`All rooms`,report_presses:`Presses`,report_room_share:`Right room`,report_three_share:`Among the first three`,report_floor_share:`Right floor`,report_by_room:`By room, the worst first`,report_by_floor:`By floor`,report_room:`Room`,report_floor:`Floor`,report_verdict:`Verdict`,report_poor:`Too seldom (below 80 %)`,report_good:`Good`,report_few:`Found, few presses`,report_confusions:`What was taken for what`,report_pressed_in:`Pressed in`,report_placed_in:`Placed in`,report_times:`Times`,report_calibration:`What the percentages are worth`,report_band:`Said to be`,report_answers:`Answers`,report_promised:`Promised on average`,report_came_true:`Came true`,report_error:`Percentages and truth are {percent} points apart on average.`,report_heard:`A typical press was heard by {count} receivers and repeaters. With five or more, rooms can be told apart; with fewer than three, rely on the floor.`,report_coverage:`Where presses are heard`,report_coverage_note:`Each room counts by its latest walk. A proof is old after {days} days; a path is a receiver or repeater that hears a typical press.`,report_rooms:`Rooms, blind spots first`,report_proven_on:`Proven on`,report_age:`Days ago`,report_paths:`Paths`,report_margin:`Best margin`,report_heard_by:`Heard by (presses)`,report_covered:`Covered`,blind_never_proven:`Never proven`,blind_failed:`Not heard when last tried`,blind_single_path:`Single path`,blind_weak:`Weak (margin below 4 dB)`,blind_not_walked:`Paths not known, never walked`,blind_old:`Proof too old`}},rt={en:nt,es:{cards:{},common:{pages:`Páginas de Duress`,page_today:`Hoy`,page_incident:`Alarmas`,page_map:`Plano`,page_people:`Personas`,page_walk:`Recorrido`,page_monitoring:`Central`,page_upkeep:`Cuidado`,page_start:`Instalación`,school:`Escuela`,no_school:`No hay ninguna escuela instalada, así que no se vigila ningún pulsador. Añada la integración Duress en Ajustes, Dispositivos y servicios.`,not_running:`Duress no funciona en esta escuela: no se reciben pulsaciones. Mire en Ajustes, Dispositivos y servicios, o llame a quien cuida de Home Assistant.`,disconnected:`Sin conexión con Home Assistant. Lo que ve puede ser antiguo: aquí no aparecen alarmas nuevas hasta que vuelva. Compruebe la red o use otra pantalla.`,demo:`DEMO`,demo_long:`Es una escuela de demostración. No se vigila ningún pulsador real.`,waiting:`Un momento …`,close_dialog:`Cerrar`,not_yet:`Esta página llegará con una versión posterior.`,skip:`Ir al contenido`,new_version:`Duress tiene una versión nueva. Esta página todavía es la antigua.`,reload:`Cargar la nueva`},incident:{},map:{},monitoring:{},people:{},start:{},today:{},upkeep:{},walk:{title:`Prueba de cobertura`,about:`Vaya de sala en sala y pulse un colgante en cada una: lo que lo oye demuestra la sala y enseña al sistema a nombrarla.`,may_not:`Su función en este centro no hace recorridos. Pídala a un administrador.`,begin:`Empezar una prueba de cobertura`,open:`Abrir el recorrido`,open_paused:`Seguir con el recorrido`,to_report:`Informe de acierto`,to_overview:`Todas las pruebas`,hints:`Qué ayudaría más`,blind_spots:`Puntos ciegos`,why:`Por qué`,proven:`Demostrada`,never:`nunca`,days_ago_one:`hace {n} día`,days_ago_other:`hace {n} días`,show_all:`Mostrar las {n} salas`,on_the_way:`en camino`,progress:`Salas hechas`,done_of:`{done} de {of} salas`,kind:`Para qué`,kind_survey:`Recorrido de levantamiento`,kind_survey_long:`Enseña cuál es cada sala: tres pulsaciones en cada una.`,kind_check:`Recorrido de control`,kind_check_long:`Mide con qué frecuencia se nombra la sala correcta: otra persona, otro colgante, una pulsación en cada sala.`,pendants:`¿Qué colgante lleva?`,pendants_long:`Elija uno; hasta cuatro si no está seguro: la primera pulsación muestra cuál era. No pulse antes de que empiece el recorrido: sería una alarma real.`,search_pendant:`Nombre, persona o número del dorso`,no_pendant_found:`Ningún colgante se llama así.`,more_pendants_one:`{n} más: búsquelo arriba.`,more_pendants_other:`{n} más: búsquelos arriba.`,serial:`n.º {serial}`,rooms:`¿Qué salas?`,which_all:`Todas las salas`,which_floors:`Algunas plantas`,which_blind:`Solo puntos ciegos`,which_fifth:`Una de cada cinco salas levantadas, lo mínimo que demuestra la cifra`,no_floor:`Sin planta`,begin_note:`Durante el recorrido, las pulsaciones de los colgantes elegidos no avisan a nadie. Todos los demás siguen siendo reales. Se pausa solo tras 30 minutos sin pulsar.`,begin_now_one:`Empezar: {n} sala`,begin_now_other:`Empezar: {n} salas`,go_to:`Vaya a`,i_am_here:`Estoy aquí`,next:`Siguiente: {room}`,press_now:`Pulse ahora su colgante`,press_once:`Pulse ahora su colgante una vez`,press_spot:`Pulsación {number} de {needed}: {spot}`,press_again:`Pulse otra vez {needed} veces: las anteriores se van con la primera`,spot_1:`junto a la puerta`,spot_2:`en el centro`,spot_3:`en el rincón más lejano`,spot_4:`tapado con el cuerpo`,spot_5:`donde quiera`,room_done:`Esta sala está hecha`,nothing_yet:`El resultado aparece aquí al segundo de pulsar.`,i_pressed:`He pulsado y no aparece nada`,demo_press:`Pulsar el colgante simulado`,listening:`Escuchando …`,seconds_left_one:`queda {n} segundo`,seconds_left_other:`quedan {n} segundos`,verdict_pass:`Bien`,verdict_weak:`Débil`,verdict_none:`No se oyó`,heard_by_one:`La oyó {n}, lo ideal son {target}`,heard_by_other:`La oyeron {n}, lo ideal son {target}`,margin:`Mejor margen {margin} dB`,margin_head:`Margen`,still_coming:`Aún va llegando …`,why_single:`Solo la oyó un receptor o repetidor: si falla, nadie oye esta sala. Añada un repetidor cerca.`,why_margin:`Se oyó por poco: con menos de 4 dB cualquier obstáculo puede callarla. Acerque un repetidor.`,none_noted:`Anotado: aquí no se oyó una pulsación.`,none_again:`Pulse otra vez, con firmeza y durante un segundo.`,none_light:`Sigue sin oírse: pruébelo en la sala donde se oyó por última vez. Si allí también calla, su pila puede estar agotada.`,none_repeater:`Si solo calla esta sala, necesita un repetidor cerca. Hasta entonces desde aquí no se avisa a nadie.`,who_heard:`Quién la oyó`,listener:`Receptor o repetidor`,rank_first:`Lo que se sabía antes nombra esta sala la primera.`,rank_other:`Lo que se sabía antes pone esta sala en el puesto {rank} de {of}, tras {rather}.`,choose:`Elegir otra sala`,choose_heading:`¿Dónde está?`,search:`Buscar`,no_room_found:`Ninguna sala se llama así.`,back:`Volver`,you_are_here:`está aquí`,put_off:`para después`,presses_of:`{presses} de {needed}`,skip:`Dejarla para después`,redo:`Repetir esta sala`,pause:`Pausar`,paused:`En pausa`,paused_long:`{pendants}: una pulsación es ahora una alarma real.`,resume:`Seguir con el recorrido`,other_pendant:`Seguir con otro colgante`,resume_with:`Seguir con los elegidos`,finish:`Terminar`,all_done:`Todas las salas están hechas`,over:`Este recorrido ha terminado. Sus pulsaciones están en el levantamiento.`,real_now:`Hay una alarma real activa.`,real_now_long:`Las pulsaciones de su colgante son ahora llamadas de ayuda reales. Detenga el recorrido.`,see_alarm:`Ver la alarma`,ends_soon:`Dentro de {left} el recorrido se pausa solo, y entonces una pulsación es una alarma real.`,stay:`Sigo recorriendo`,silent:`Durante este recorrido su colgante no avisa a nadie.`,real:`Necesito ayuda: esto es real`,real_ask:`¿Pedir ayuda?`,real_long:`La última pulsación de este recorrido pasa a ser una alarma real y el recorrido termina. Si aún no se ha pulsado, cierre esto, pause el recorrido y pulse el colgante.`,real_yes:`Sí, pedir ayuda`,sum:`Hasta ahora`,ended:`El recorrido ha terminado`,ended_long:`Toda pulsación vuelve a ser real. Lo pulsado está en el levantamiento y es prueba de cada sala.`,count_pass_one:`{n} sala bien`,count_pass_other:`{n} salas bien`,count_weak_one:`{n} sala débil`,count_weak_other:`{n} salas débiles`,count_none_one:`{n} sala no se oyó`,count_none_other:`{n} salas no se oyeron`,count_open_one:`{n} sala sin pulsar`,count_open_other:`{n} salas sin pulsar`,no_blind:`Ningún punto ciego entre las salas de este recorrido.`,end:`Terminar el recorrido`,walk_on:`Seguir recorriendo`,print:`Imprimir`,save:`Guardar el informe`,save_survey:`Guardar el levantamiento`,report_working:`Se está situando otra vez cada sala …`,report_title:`Informe de acierto: {school}`,report_dated:`A fecha de {time}, versión {version} del levantamiento. No contiene el nombre de nadie.`,report_none_confused:`ninguna sala`,report_accuracy:`Con qué frecuencia se nombra la sala correcta`,report_check_walk:`Recorrido de comprobación: la cifra que cuenta`,report_confirmed:`Pruebas e incidentes cuya sala nombró una persona`,report_confirmed_note:`Lo que se dijo de estas pulsaciones cuando se hicieron, comparado con la sala que se nombró después.`,report_self_test:`Autoprueba: demasiado buena, solo para encontrar salas débiles`,report_self_test_note:`Se aparta por turnos una pulsación de cada sala y se sitúa con todas las demás. Las hizo la misma persona en los mismos minutos, así que las pulsaciones reales se sitúan peor. Nunca cite estas cifras.`,report_figures:`En total`,report_all:`Todas las salas`,report_presses:`Pulsaciones`,report_room_share:`Sala correcta`,report_three_share:`Entre las tres primeras`,report_floor_share:`Planta correcta`,report_by_room:`Por sala, la peor primero`,report_by_floor:`Por planta`,report_room:`Sala`,report_floor:`Planta`,report_verdict:`Valoración`,report_poor:`Muy pocas veces (menos del 80 %)`,report_good:`Bien`,report_few:`Encontrada, pocas pulsaciones`,report_confusions:`Qué se tomó por qué`,report_pressed_in:`Pulsado en`,report_placed_in:`Situado en`,report_times:`Veces`,report_calibration:`Lo que valen los porcentajes`,report_band:`Se dijo`,report_answers:`Respuestas`,report_promised:`Prometido de media`,report_came_true:`Se cumplió`,report_error:`Los porcentajes y la realidad difieren de media en {percent} puntos.`,report_heard:`Una pulsación típica la oyeron {count} receptores y repetidores. Con cinco o más se distinguen las salas; con menos de tres, fíese solo de la planta.`,report_coverage:`Dónde se oyen las pulsaciones`,report_coverage_note:`Cada sala cuenta por su último recorrido. Una demostración es antigua a los {days} días; una vía es un receptor o repetidor que oye una pulsación típica.`,report_rooms:`Salas, los puntos ciegos primero`,report_proven_on:`Demostrada el`,report_age:`Hace días`,report_paths:`Vías`,report_margin:`Mejor margen`,report_heard_by:`Oída por (pulsaciones)`,report_covered:`Cubierta`,blind_never_proven:`Nunca demostrada`,blind_failed:`No se oyó en el último intento`,blind_single_path:`Una sola vía`,blind_weak:`Débil (margen inferior a 4 dB)`,blind_not_walked:`Vías desconocidas, nunca recorrida`,blind_old:`Demostración demasiado antigua`}}},it=class{#e;#t;#n;constructor(e){this.language=e;let t=rt[e]??rt[e.split(`-`)[0]??``];this.#n=t===void 0?[nt]:[t,nt],this.#e=new Intl.PluralRules(t===void 0?`en`:e),this.#t=new Intl.NumberFormat(t===void 0?`en`:e)}say(e,t={}){let n=this.find(e,t);if(n===void 0)throw Error(`there is no sentence ${e}`);return n}find(e,t={}){return this.#r(e,t.n)?.replace(/\{(\w+)\}/g,(e,n)=>{let r=t[n];return r===void 0?e:typeof r==`number`?this.#t.format(r):r})}#r(e,t){let[n=``,r=``]=e.split(`.`);for(let e of this.#n){let i=typeof t==`number`?this.#e.select(t):`other`,a=e[n],o=a?.[r]??a?.[`${r}_${i}`]??a?.[`${r}_other`];if(o!==void 0)return o}}},at=/* @__PURE__ */ new Map;function ot(e){let t=at.get(e);return t===void 0&&at.set(e,t=new it(e)),t}var st=5e3,ct=5e3,lt=class{#e;#t;#n;#r;constructor(e,t){this.connection=e,this.request=t,this.standing=`waiting`,this.#e=/* @__PURE__ */ new Set,this.#i=()=>{clearTimeout(this.#r),this.#t=this.#a()}}follow(e){return clearTimeout(this.#n),this.#e.add(e),this.#t===void 0&&(this.connection.addEventListener(`ready`,this.#i),this.#i()),()=>{this.#e.delete(e),this.#e.size===0&&(this.#n=setTimeout(()=>this.#c(),st))}}retry(){this.standing===`refused`&&this.#e.size!==0&&this.#i()}#i;async#a(){try{return await this.connection.subscribeMessage(e=>this.#o(e),this.request,{resubscribe:!1})}catch(e){let t=ut(e);t===`unknown_command`?this.#s(`stopped`,void 0,void 0):this.#s(`refused`,void 0,j(e)),t!==`unauthorized`&&this.#e.size>0&&(this.#r=setTimeout(this.#i,ct));return}}#o(e){let t=e.running!==!1;this.#s(t?`told`:`stopped`,t?e:void 0,void 0)}#s(e,t,n){this.standing=e,this.message=t,this.refusal=n;for(let e of[...this.#e])e()}#c(){clearTimeout(this.#r),this.connection.removeEventListener(`ready`,this.#i);let e=this.#t;this.#t=void 0,this.standing=`waiting`,this.message=void 0,e?.then(e=>e?.()).catch(()=>void 0)}};function ut(e){return typeof e==`object`&&e&&`code`in e?e.code:void 0}function j(e){return e instanceof Error||typeof e==`object`&&e&&`message`in e&&typeof e.message==`string`?e.message:typeof e==`object`&&e&&`body`in e?j(e.body):String(e)}var dt=class extends Error{constructor(...e){super(...e),this.name=`Refused`}},ft=class{#e;constructor(e,t,n){this.now=e,this.site=t;let r=e();this.texts=ot(r.language),this.format=new tt(r.locale,r.config.time_zone),this.#e=n?.site.site===t.site?n.#e:/* @__PURE__ */ new Map;for(let e of this.#e.values())e.retry()}get home(){return this.now()}may(e){return this.site.rights.includes(e)}topic(e,t={}){let n=JSON.stringify([e,t]),r=this.#e.get(n);if(r===void 0){let i={type:e,site:this.site.site,...t};r=new lt(this.home.connection,i),this.#e.set(n,r)}return r}async ask(e,t={}){try{return await this.home.connection.sendMessagePromise({type:e,site:this.site.site,...t})}catch(e){throw new dt(j(e))}}async act(e,t={},n=!0){try{return(await this.home.callService(`duress`,e,t,void 0,!1,n)).response}catch(e){throw new dt(j(e))}}},pt=t(`duress-console`),mt=`/duress`;function M(e,...t){let n=new URLSearchParams(location.search).get(`site`),r=[mt,e,...t.map(encodeURIComponent)].join(`/`);return n===null?r:`${r}?site=${encodeURIComponent(n)}`}function ht(e,t=!1){t?history.replaceState(null,``,e):history.pushState(null,``,e),window.dispatchEvent(new CustomEvent(`location-changed`,{detail:{replace:t}}))}var gt=/* @__PURE__ */ new WeakMap;function _t(e){let t=gt.get(e);return t===void 0&&gt.set(e,t=new lt(e,{type:`duress/sites`})),t}var N=[d`
  :host {
    --ink: var(--primary-text-color, #141414);
    --quiet: var(--secondary-text-color, #5e5e5e);
    --paper: var(--card-background-color, #fff);
    --ground: var(--primary-background-color, #fafafa);
    --line: var(--divider-color, rgba(0, 0, 0, 0.12));
    --edge: color-mix(in srgb, var(--ink) 55%, var(--paper));
    --link: color-mix(in srgb, var(--primary-color, #009ac7) 55%, var(--ink));
    --alarm: #b3261e;
    --warn: #8a5300;
    --good: #1b6e33;
    --calm: #2b5c8a;
    --on-strong: #fff;
    --alarm-ink: color-mix(in srgb, var(--alarm) 70%, var(--ink));
    --warn-ink: color-mix(in srgb, var(--warn) 70%, var(--ink));
    --good-ink: color-mix(in srgb, var(--good) 70%, var(--ink));
    --gap: 16px;
    --touch: 44px;
    --round: var(--ha-card-border-radius, 12px);
    color: var(--ink);
    font-family: var(--ha-font-family-body, Roboto, Noto, sans-serif);
    line-height: 1.45;
  }
`,d`
  h1,
  h2,
  h3,
  p {
    margin: 0;
    font-weight: inherit;
  }
  h1 {
    font-size: 1.6rem;
    line-height: 1.25;
    font-weight: 500;
  }
  h2 {
    font-size: 1.2rem;
    font-weight: 500;
  }
  h3 {
    font-size: 1rem;
    font-weight: 600;
  }
  a {
    color: var(--link);
  }
  .quiet {
    color: var(--quiet);
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  [hidden] {
    display: none !important;
  }
`,d`
  * {
    box-sizing: border-box;
  }
  :focus-visible {
    outline: 3px solid var(--link);
    outline-offset: 2px;
  }
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-height: var(--touch);
    padding: 8px 16px;
    border: 1px solid var(--edge);
    border-radius: 8px;
    background: var(--paper);
    color: var(--ink);
    font: inherit;
    font-weight: 500;
    text-decoration: none;
    cursor: pointer;
  }
  button.strong,
  .button.strong {
    background: var(--calm);
    border-color: var(--calm);
    color: var(--on-strong);
  }
  button.alarm {
    background: var(--alarm);
    border-color: var(--alarm);
    color: var(--on-strong);
  }
  button.plain {
    border-color: transparent;
    background: transparent;
    color: var(--link);
  }
  button[disabled] {
    opacity: 0.6;
    cursor: default;
  }
  label {
    display: grid;
    gap: 4px;
  }
  label.row {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: var(--touch);
  }
  input:not([type="checkbox"], [type="radio"], [type="range"]),
  select,
  textarea {
    min-height: var(--touch);
    padding: 8px 12px;
    border: 1px solid var(--edge);
    border-radius: 8px;
    background: var(--paper);
    color: var(--ink);
    font: inherit;
    width: 100%;
  }
  input[type="checkbox"],
  input[type="radio"] {
    width: 20px;
    height: 20px;
    accent-color: var(--calm);
  }
`,d`
  .page {
    display: grid;
    gap: var(--gap);
    padding: var(--gap);
    max-width: 1200px;
    margin: 0 auto;
  }
  .card {
    display: grid;
    gap: 12px;
    align-content: start;
    padding: var(--gap);
    border: 1px solid var(--line);
    border-radius: var(--round);
    background: var(--paper);
    min-width: 0;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .columns {
    display: grid;
    gap: var(--gap);
    grid-template-columns: repeat(auto-fit, minmax(min(320px, 100%), 1fr));
    align-items: start;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    padding: 2px 10px;
    border: 1px solid var(--edge);
    border-radius: 999px;
    font-size: 0.9rem;
    white-space: nowrap;
  }
  .chip.alarm {
    background: var(--alarm);
    border-color: var(--alarm);
    color: var(--on-strong);
  }
  .chip.warn {
    background: var(--warn);
    border-color: var(--warn);
    color: var(--on-strong);
  }
  .chip.good {
    background: var(--good);
    border-color: var(--good);
    color: var(--on-strong);
  }
  .error {
    padding: 12px;
    border-inline-start: 4px solid var(--alarm);
    background: color-mix(in srgb, var(--alarm) 12%, var(--paper));
  }
  .notice {
    padding: 12px;
    border-inline-start: 4px solid var(--warn);
    background: color-mix(in srgb, var(--warn) 12%, var(--paper));
  }
  .scroll {
    overflow-x: auto;
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding: 8px;
    text-align: start;
    vertical-align: top;
    border-bottom: 1px solid var(--line);
  }
  ul.plain,
  ol.plain {
    list-style: none;
    margin: 0;
    padding: 0;
    display: grid;
    gap: 8px;
  }
  @media (max-width: 600px) {
    .page {
      padding: 12px;
    }
  }
  @media print {
    .no-print {
      display: none !important;
    }
  }
`];function P(e,t,n,r){var i=arguments.length,a=i<3?t:r===null?r=Object.getOwnPropertyDescriptor(t,n):r,o;if(typeof Reflect==`object`&&typeof Reflect.decorate==`function`)a=Reflect.decorate(e,t,n,r);else for(var s=e.length-1;s>=0;s--)(o=e[s])&&(a=(i<3?o(a):i>3?o(t,n,a):o(t,n))||a);return i>3&&a&&Object.defineProperty(t,n,a),a}var F=class extends D{static{this.styles=N}t(e,t){return this.console.texts.say(e,t)}word(e,t){return this.console.texts.find(`${e}.${t}`)??t}get format(){return this.console.format}};P([o({context:pt,subscribe:!0}),O({attribute:!1})],F.prototype,`console`,void 0);var I=class extends F{constructor(...e){super(...e),this.path=[]}};P([O({attribute:!1})],I.prototype,`path`,void 0);var vt=class extends I{render(){return x`<div class="page">
      <h1>${this.t(`common.page_incident`)}</h1>
      <p>${this.t(`common.not_yet`)}</p>
    </div>`}};vt=P([A(`duress-incident-page`)],vt);var yt=class extends I{render(){return x`<div class="page">
      <h1>${this.t(`common.page_map`)}</h1>
      <p>${this.t(`common.not_yet`)}</p>
    </div>`}};yt=P([A(`duress-map-page`)],yt);var bt=class extends I{render(){return x`<div class="page">
      <h1>${this.t(`common.page_monitoring`)}</h1>
      <p>${this.t(`common.not_yet`)}</p>
    </div>`}};bt=P([A(`duress-monitoring-page`)],bt);var xt=class extends I{render(){return x`<div class="page">
      <h1>${this.t(`common.page_people`)}</h1>
      <p>${this.t(`common.not_yet`)}</p>
    </div>`}};xt=P([A(`duress-people-page`)],xt);var St=class extends I{render(){return x`<div class="page">
      <h1>${this.t(`common.page_start`)}</h1>
      <p>${this.t(`common.not_yet`)}</p>
    </div>`}};St=P([A(`duress-start-page`)],St);var Ct=class extends I{render(){return x`<div class="page">
      <h1>${this.t(`common.page_today`)}</h1>
      <p>${this.t(`common.not_yet`)}</p>
    </div>`}};Ct=P([A(`duress-today-page`)],Ct);var wt=class extends I{render(){return x`<div class="page">
      <h1>${this.t(`common.page_upkeep`)}</h1>
      <p>${this.t(`common.not_yet`)}</p>
    </div>`}};wt=P([A(`duress-upkeep-page`)],wt);var Tt=class{#e;#t;constructor(e,t,n=()=>({}),r=()=>void 0){this.host=e,this.type=t,this.more=n,this.changed=r,e.addController(this)}get message(){return this.#e?.message}get standing(){return this.#e?.standing??`waiting`}get refusal(){return this.#e?.refusal}hostUpdate(){let e=this.host.console?.topic(this.type,this.more());e!==this.#e&&(this.hostDisconnected(),this.#e=e,this.#t=e?.follow(()=>this.#n()))}hostConnected(){this.host.requestUpdate()}hostDisconnected(){this.#t?.(),this.#t=void 0,this.#e=void 0}#n(){this.changed(),this.host.requestUpdate()}};function Et(e,t){return new Tt(e,`duress/survey`,()=>({language:e.console.home.language}),t)}function L(e){return e.rooms.find(t=>t.room_id===e.room?.room_id)}function Dt(e){let[t]=e.hearing,n=t??e.last;if(n!==null&&n.room_id===e.room?.room_id)return{answer:n,final:t===void 0}}function R(e){return[e.floor,e.building].filter(e=>e!==null).join(`, `)}function Ot(e){return Date.parse(e)/1e3}var z=class{constructor(e){this.host=e,this.busy=!1,e.addController(this)}hostConnected(){this.error=void 0}async run(e){if(this.busy)return!1;this.busy=!0,this.error=void 0,this.host.requestUpdate();try{return await e(),!0}catch(e){return this.error=j(e),!1}finally{this.busy=!1,this.host.requestUpdate()}}};function B(e,t,n){if(t.message!==void 0)return n(t.message);let{texts:r}=e;return t.standing===`refused`?x`<p class="error" role="alert">${t.refusal}</p>`:t.standing===`stopped`?x`<p class="error" role="alert">${r.say(`common.not_running`)}</p>`:x`<p class="quiet" role="status">${r.say(`common.waiting`)}</p>`}function kt(e){let t=/* @__PURE__ */ new Map;for(let n of e){let e=R(n),r=t.get(e);r===void 0?t.set(e,[n]):r.push(n)}return t}function At(e){let t=e.filter(e=>e.presses>0),n=t.filter(e=>e.checks===0),r=Math.ceil(t.length/5),i=n.length>=r?n:t;return Array.from({length:r},(e,t)=>i[Math.floor(t*i.length/r)]).filter(e=>e!==void 0)}var jt=4,Mt=5,Nt=[`retired`,`lost`,`in_repair`],V=class extends F{constructor(...e){super(...e),this.picked=[],this.sought=``,this.#e=new Tt(this,`duress/roster`)}static{this.styles=[N,d`
      fieldset {
        display: grid;
        gap: 8px;
        margin: 0;
        padding: 0;
        border: 0;
        min-width: 0;
      }
      input[type="checkbox"] {
        flex: none;
      }
      legend {
        padding: 0;
        font-weight: 600;
      }
      label.row {
        padding: 4px 12px;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--paper);
        min-height: 52px;
      }
    `]}#e;render(){return B(this.console,this.#e,e=>{let t=e.devices.filter(e=>e.role===`pendant`&&!Nt.includes(e.life)).filter(e=>this.#r(e)),n=t.filter((e,t)=>t<Mt||this.#n(e)),r=t.length-n.length;return x`<fieldset>
        <legend>${this.t(`walk.pendants`)}</legend>
        <p class="quiet">${this.t(`walk.pendants_long`)}</p>
        <label
          >${this.t(`walk.search_pendant`)}
          <input type="search" .value=${this.sought} @input=${this.#a} autocomplete="off" />
        </label>
        ${n.map(e=>this.#t(e))}
        ${t.length===0?x`<p role="status">${this.t(`walk.no_pendant_found`)}</p>`:C}
        ${r>0?x`<p class="quiet">${this.t(`walk.more_pendants`,{n:r})}</p>`:C}
      </fieldset>`})}#t(e){let t=this.#n(e),n=[e.holder,this.t(`walk.serial`,{serial:String(e.serial)})].filter(Boolean).join(` · `);return x`<label class="row">
      <input
        type="checkbox"
        .checked=${t}
        ?disabled=${!t&&this.picked.length>=jt}
        @change=${()=>this.#i(e)}
      />
      <span>${e.label}<br /><small class="quiet">${n}</small></span>
    </label>`}#n(e){return e.device_id!==null&&this.picked.includes(e.device_id)}#r(e){let t=`${e.label} ${e.serial} ${e.holder??``}`.toLocaleLowerCase();return this.#n(e)||t.includes(this.sought.trim().toLocaleLowerCase())}#i(e){let t=e.device_id;t!==null&&(this.picked=this.picked.includes(t)?this.picked.filter(e=>e!==t):[...this.picked,t],this.dispatchEvent(new CustomEvent(`picked`,{detail:this.picked})))}#a(e){this.sought=e.target.value}};P([O({attribute:!1})],V.prototype,`picked`,void 0),P([k()],V.prototype,`sought`,void 0),V=P([A(`duress-pendant-picker`)],V);var H=class extends F{constructor(...e){super(...e),this.kind=`survey`,this.which=`all`,this.floors=[],this.picked=[],this.#e=Et(this),this.#t=new z(this)}static{this.styles=[N,d`
      .page {
        max-width: 560px;
      }
      fieldset {
        display: grid;
        gap: 4px;
        margin: 0;
        padding: 0;
        border: 0;
      }
      input[type="checkbox"],
      input[type="radio"] {
        flex: none;
      }
      legend {
        padding: 0;
        font-weight: 600;
      }
      .floors {
        padding-inline-start: 28px;
      }
      button.strong {
        min-height: 64px;
        font-size: 1.2rem;
      }
    `]}#e;#t;firstUpdated(){this.#t.run(async()=>{this.coverage=await this.console.ask(`duress/coverage`,{language:this.console.home.language})})}render(){return x`<div class="page">
      <h1>${this.t(`walk.begin`)}</h1>
      ${this.#n()}
      <duress-pendant-picker
        .console=${this.console}
        @picked=${e=>this.picked=e.detail}
      ></duress-pendant-picker>
      ${B(this.console,this.#e,e=>this.#r(e.rooms))}
    </div>`}#n(){return x`<fieldset>
      <legend>${this.t(`walk.kind`)}</legend>
      ${[`survey`,`check`].map(e=>x`<label class="row">
            <input
              type="radio"
              name="kind"
              .checked=${this.kind===e}
              @change=${()=>{this.kind=e,this.which=e===`check`?`fifth`:`all`}}
            />
            <span
              >${this.t(`walk.kind_${e}`)}<br /><small class="quiet"
                >${this.t(`walk.kind_${e}_long`)}</small
              ></span
            >
          </label>`)}
    </fieldset>`}#r(e){let t=e.filter(e=>!e.is_gone),n=this.#o(t);return x`<fieldset>
        <legend>${this.t(`walk.rooms`)}</legend>
        ${this.#i(`all`,t.length)} ${this.#i(`floors`,void 0)}
        ${this.which===`floors`?this.#a(t):C} ${this.#i(`blind`,this.#s(t).length)}
        ${this.kind===`check`?this.#i(`fifth`,At(t).length):C}
      </fieldset>
      <p class="notice">${this.t(`walk.begin_note`)}</p>
      ${this.#t.error===void 0?C:x`<p class="error" role="alert">${this.#t.error}</p>`}
      <button
        class="strong"
        ?disabled=${this.#t.busy||n.length===0||this.picked.length===0}
        @click=${()=>this.#l(n,t.length)}
      >
        ${this.t(`walk.begin_now`,{n:n.length})}
      </button>`}#i(e,t){return x`<label class="row">
      <input type="radio" name="which" .checked=${this.which===e} @change=${()=>this.which=e} />
      <span>${this.t(`walk.which_${e}`)}${t===void 0?C:` (${this.format.number(t)})`}</span>
    </label>`}#a(e){return x`<div class="floors">
      ${[...kt(e)].map(([e,t])=>x`<label class="row">
            <input type="checkbox" .checked=${this.floors.includes(e)} @change=${()=>this.#c(e)} />
            <span>${e||this.t(`walk.no_floor`)} (${this.format.number(t.length)})</span>
          </label>`)}
    </div>`}#o(e){switch(this.which){case`all`:return e;case`floors`:return this.floors.flatMap(t=>kt(e).get(t)??[]);case`blind`:return this.#s(e);case`fifth`:return At(e)}}#s(e){let t=new Set(this.coverage?.rooms.filter(e=>e.blind.length>0).map(e=>e.room_id));return e.filter(e=>t.has(e.room_id))}#c(e){this.floors=this.floors.includes(e)?this.floors.filter(t=>t!==e):[...this.floors,e]}async#l(e,t){let n=e.length===t?[]:e.map(e=>e.room_id);await this.#t.run(async()=>{let e={device_id:this.picked,kind:this.kind,rooms:n};ht(M(`walk`,(await this.console.act(`start_survey`,{site:this.console.site.site,...e})).walk_id),!0)})}};P([k()],H.prototype,`kind`,void 0),P([k()],H.prototype,`which`,void 0),P([k()],H.prototype,`floors`,void 0),P([k()],H.prototype,`picked`,void 0),P([k()],H.prototype,`coverage`,void 0),H=P([A(`duress-walk-begin`)],H);function U(e){e.button!==0||e.ctrlKey||e.metaKey||e.shiftKey||(e.preventDefault(),ht(e.currentTarget.getAttribute(`href`)??``))}var Pt=10,W=class extends F{constructor(...e){super(...e),this.all=!1,this.#e=new z(this),this.#t=Et(this)}static{this.styles=[N,d`
      progress {
        width: 100%;
        height: 10px;
        accent-color: var(--calm);
      }
      .big {
        min-height: 56px;
        font-size: 1.1rem;
      }
    `]}#e;#t;#n;render(){let e=x`<a class="button strong big" href=${M(`walk`,`new`)} @click=${U}
      >${this.t(`walk.begin`)}</a
    >`;return x`<div class="page">
      <h1>${this.t(`walk.title`)}</h1>
      <p>${this.t(`walk.about`)}</p>
      <div class="actions">
        ${this.console.may(`survey`)?e:C}
        <a class="button big" href=${M(`walk`,`report`)} @click=${U}>${this.t(`walk.to_report`)}</a>
      </div>
      ${B(this.console,this.#t,e=>this.#r(e))}
    </div>`}updated(){this.#c()}#r(e){let t=x`<section class="card">
      <h2>${this.t(`walk.hints`)}</h2>
      <ul>
        ${e.suggestions.map(e=>x`<li>${e}</li>`)}
        ${e.twins.map(e=>x`<li>${e.text} ${e.offers.map(e=>e.text).join(` `)}</li>`)}
      </ul>
    </section>`;return x`${e.walks.map(e=>this.#i(e))}
    ${this.#a()}${e.suggestions.length+e.twins.length>0?t:C}`}#i(e){let t=x`<a class="button strong big" href=${M(`walk`,e.walk_id)} @click=${U}
      >${this.t(e.state===`running`?`walk.open`:`walk.open_paused`)}</a
    >`;return x`<section class="card">
      <h2>${this.t(`walk.kind_${e.kind}`)} · ${this.format.list(e.pendants)}</h2>
      <progress max=${e.of} value=${e.done+e.unheard} aria-label=${this.t(`walk.progress`)}></progress>
      <p>
        ${this.t(`walk.done_of`,{done:e.done,of:e.of})} ·
        ${e.state===`paused`?this.t(`walk.paused`):e.room?.room??this.t(`walk.on_the_way`)}
      </p>
      <div class="actions">${this.console.may(`survey`)?t:C}</div>
    </section>`}#a(){let{error:e}=this.#e;if(e!==void 0)return x`<p class="error" role="alert">${e}</p>`;if(this.coverage===void 0)return x`<p class="quiet" role="status">${this.t(`common.waiting`)}</p>`;let t=this.coverage.rooms.filter(e=>e.blind.length>0),n=this.all?t:t.slice(0,Pt),r=x`<button @click=${()=>this.all=!0}>
      ${this.t(`walk.show_all`,{n:t.length})}
    </button>`;return x`<section class="card">
      <h2>${this.t(`walk.blind_spots`)}</h2>
      <p>${this.coverage.sentence}</p>
      ${t.length===0?C:this.#o(n)} ${n.length<t.length?r:C}
    </section>`}#o(e){return x`<div class="scroll" tabindex="0" role="group" aria-label=${this.t(`walk.blind_spots`)}>
      <table>
        <thead>
          <tr>
            <th scope="col">${this.t(`walk.report_room`)}</th>
            <th scope="col">${this.t(`walk.why`)}</th>
            <th scope="col">${this.t(`walk.proven`)}</th>
          </tr>
        </thead>
        <tbody>
          ${e.map(e=>x`<tr>
                <th scope="row">
                  ${e.room}${e.floor===null?C:x`<br /><small class="quiet">${e.floor}</small>`}
                </th>
                <td>${this.format.list(e.blind.map(e=>this.#s(e)))}</td>
                <td>
                  ${e.age_days===null?this.t(`walk.never`):this.t(`walk.days_ago`,{n:e.age_days})}
                </td>
              </tr>`)}
        </tbody>
      </table>
    </div>`}#s(e){return this.t(`walk.blind_${e}`)}#c(){let e=this.#t.message;if(e===void 0)return;let t=JSON.stringify([e.version,e.walks.map(e=>e.unheard)]);t===this.#n||this.#e.busy||(this.#n=t,this.#e.run(async()=>{this.coverage=await this.console.ask(`duress/coverage`,{language:this.console.home.language})}))}};P([k()],W.prototype,`coverage`,void 0),P([k()],W.prototype,`all`,void 0),W=P([A(`duress-walk-overview`)],W);var Ft=`
@media screen { .duress-print { display: none } }
@media print {
  body > :not(.duress-print) { display: none !important }
  html, body { background: #fff !important; overflow: visible !important; height: auto !important }
}`,It=d`
  :host {
    display: block;
    color: #1b1b1b;
    background: #fff;
    font:
      11pt/1.4 system-ui,
      sans-serif;
  }
  h1 {
    font-size: 17pt;
  }
  h2 {
    font-size: 14pt;
    margin-top: 18pt;
  }
  h3 {
    font-size: 12pt;
  }
  .figure {
    font-size: 13pt;
    font-weight: 600;
    border-left: 4pt solid #1b1b1b;
    padding-left: 8pt;
  }
  .quiet {
    color: #444;
  }
  table {
    width: 100%;
    margin: 6pt 0 14pt;
    border-collapse: collapse;
    font-size: 10pt;
  }
  caption {
    text-align: start;
    font-weight: 600;
    padding: 4pt 0;
  }
  th,
  td {
    border: 1px solid #767676;
    padding: 2pt 5pt;
    text-align: start;
    vertical-align: top;
    font-weight: normal;
  }
  thead th {
    background: #eee;
    font-weight: 600;
  }
  thead {
    display: table-header-group;
  }
  tr {
    break-inside: avoid;
  }
  .poor {
    font-weight: 600;
  }
`,Lt=class{#e=document.createElement(`div`);#t=document.createElement(`style`);#n=this.#e.attachShadow({mode:`open`});constructor(e,t){this.content=t,this.#e.className=`duress-print`,this.#t.textContent=Ft,ne(this.#n,[It]),e.addController(this)}hostConnected(){window.addEventListener(`beforeprint`,this.#r),window.addEventListener(`afterprint`,this.#i)}hostDisconnected(){window.removeEventListener(`beforeprint`,this.#r),window.removeEventListener(`afterprint`,this.#i),this.#i()}#r=()=>{let e=this.content();e!==void 0&&(We(e,this.#n),document.head.append(this.#t),document.body.append(this.#e))};#i=()=>{this.#t.remove(),this.#e.remove(),We(C,this.#n)}},Rt=3;function zt(e,t){let{t:n,format:r}=e,{accuracy:i,coverage:a}=t;return x`
    <h1 tabindex="-1">${n(`walk.report_title`,{school:t.school})}</h1>
    <p class="quiet">${n(`walk.report_dated`,{time:r.dateTime(t.at),version:t.version})}</p>
    <section>
      <h2>${n(`walk.report_accuracy`)}</h2>
      <p class="figure">${i.sentence}</p>
      ${Bt(e,`walk.report_check_walk`,void 0,i.check_walk)}
      ${Bt(e,`walk.report_confirmed`,`walk.report_confirmed_note`,i.confirmed)}
      ${Bt(e,`walk.report_self_test`,`walk.report_self_test_note`,i.self_test)}
    </section>
    <section>
      <h2>${n(`walk.report_coverage`)}</h2>
      <p class="figure">${a.sentence}</p>
      <p class="quiet">${n(`walk.report_coverage_note`,{days:a.days})}</p>
      ${Wt(e,a)}
    </section>
  `}function Bt(e,t,n,r){if(r===null)return C;let{t:i,format:a}=e,o=[`presses`,`room_share`,`three_share`,`floor_share`].map(e=>i(`walk.report_${e}`));return x`<section>
    <h3>${i(t)}</h3>
    ${n===void 0?C:x`<p class="quiet">${i(n)}</p>`}
    ${K(i(`walk.report_figures`),[i(`walk.report_room`),...o],[{cells:[i(`walk.report_all`),...Vt(e,r)]}])}
    ${K(i(`walk.report_by_room`),[i(`walk.report_room`),i(`walk.report_floor`),...o,i(`walk.report_verdict`)],r.rooms.map(t=>{let n=t.poor?`poor`:t.presses>=Rt?`good`:`few`;return{cells:[t.room,t.floor??`–`,...Vt(e,t),i(`walk.report_${n}`)],look:n}}))}
    ${K(i(`walk.report_by_floor`),[i(`walk.report_floor`),...o],r.floors.map(t=>({cells:[t.floor??`–`,...Vt(e,t)]})))}
    ${Ht(e,r)} ${Ut(e,r)}
    ${r.median_heard===null?C:x`<p>${i(`walk.report_heard`,{count:a.number(r.median_heard)})}</p>`}
  </section>`}function Vt(e,t){let{format:n}=e,r=t.floor_share===null?`–`:G(e,t.floor_share);return[n.number(t.presses),G(e,t.room_share),G(e,t.three_share),r]}function G(e,t){let n=Math.round(t*100),r=t>0&&t<1?Math.min(99,Math.max(1,n)):n;return e.format.percent(r/100)}function Ht({t:e,format:t},n){let r=e(`walk.report_confusions`);return n.confusions.length===0?x`<p><strong>${r}:</strong> ${e(`walk.report_none_confused`)}</p>`:K(r,[e(`walk.report_pressed_in`),e(`walk.report_placed_in`),e(`walk.report_times`)],n.confusions.map(e=>({cells:[e.room,e.said,t.number(e.count)]})))}function Ut(e,t){let{t:n,format:r}=e;if(t.calibration.length===0)return C;let i=t.calibration.map(t=>({cells:[`${G(e,t.from)} – ${G(e,t.to)}`,r.number(t.answers),G(e,t.promised),G(e,t.right)]})),a=[`band`,`answers`,`promised`,`came_true`].map(e=>n(`walk.report_${e}`)),o=r.number(Math.round((t.calibration_error??0)*100));return x`${K(n(`walk.report_calibration`),a,i)}
  ${t.calibration_error===null?C:x`<p>${n(`walk.report_error`,{percent:o})}</p>`}`}function Wt(e,t){let{t:n}=e,r=[`room`,`floor`,`proven_on`,`age`,`paths`,`margin`,`heard_by`,`verdict`].map(e=>n(`walk.report_${e}`));return K(n(`walk.report_rooms`),r,t.rooms.map(t=>Gt(e,t)))}function Gt({t:e,format:t},n){let r=n.blind.map(t=>e(`walk.blind_${t}`)),i=n.listeners.map(e=>`${e.listener} (${t.number(e.presses)})`);return{cells:[n.room,n.floor??`–`,n.proven_at===null?`–`:t.date(n.proven_at),n.age_days===null?`–`:t.number(n.age_days),n.paths===null?`–`:t.number(n.paths),n.margin===null?`–`:`${t.number(n.margin)} dB`,i.length===0?`–`:i.join(`, `),r.length===0?e(`walk.report_covered`):t.list(r)],look:r.length===0?`good`:`poor`}}function K(e,t,n){return n.length===0?C:x`<div class="scroll" tabindex="0" role="group" aria-label=${e}>
    <table>
      <caption>
        ${e}
      </caption>
      <thead>
        <tr>
          ${t.map(e=>x`<th scope="col">${e}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${n.map(({cells:[e,...t],look:n})=>x`<tr>
              <th scope="row">${e}</th>
              ${t.map((e,r)=>x`<td class=${r===t.length-1?n??``:``}>${e}</td>`)}
            </tr>`)}
      </tbody>
    </table>
  </div>`}var Kt=d`
  section {
    display: grid;
    gap: 12px;
    min-width: 0;
  }
  .figure {
    padding-inline-start: 12px;
    border-inline-start: 6px solid var(--ink);
    font-size: 1.2rem;
    font-weight: 600;
  }
  caption {
    padding: 4px 0;
    text-align: start;
    font-weight: 600;
  }
  tbody th {
    font-weight: normal;
  }
  td.poor {
    color: var(--alarm-ink);
    font-weight: 600;
  }
  td.good {
    color: var(--good-ink);
  }
`,qt=class extends F{static{this.styles=[N,Kt]}#e=Et(this);#t=new z(this);#n=new z(this);#r;constructor(){super(),new Lt(this,()=>this.report&&zt(this.#i,this.report))}updated(){let e=this.#e.message;e===void 0||e.version===this.#r||this.#t.busy||(this.#r=e.version,this.#t.run(()=>this.#s(e.version)))}render(){let{error:e}=this.#t,t=this.#n.error;return x`<div class="page">
      ${this.#o()} ${t===void 0?C:x`<p class="error" role="alert">${t}</p>`}
      ${e===void 0?C:x`<p class="error" role="alert">${e}</p>`}
      ${this.report===void 0?this.#a():x`${zt(this.#i,this.report)}`}
    </div>`}get#i(){return{t:(e,t)=>this.t(e,t),format:this.format}}#a(){return this.#t.error===void 0?B(this.console,this.#e,()=>x`<p class="quiet" role="status">${this.t(`walk.report_working`)}</p>`):C}#o(){let e=this.console.may(`run_tests`),t=this.console.may(`survey`),n=this.#n.busy||this.report===void 0,r=x`<button class="strong" ?disabled=${n} @click=${()=>window.print()}>
      ${this.t(`walk.print`)}
    </button>`;return x`<div class="actions no-print">
      <a class="button" href=${M(`walk`)} @click=${U}>${this.t(`walk.to_overview`)}</a>
      ${e||t?r:C}
      ${e?x`<button ?disabled=${n} @click=${this.#c}>${this.t(`walk.save`)}</button>`:C}
      ${t?x`<button ?disabled=${n} @click=${this.#l}>${this.t(`walk.save_survey`)}</button>`:C}
    </div>`}async#s(e){let{console:t}=this,n=t.home.language,[r,i]=await Promise.all([t.ask(`duress/accuracy`,{language:n}),t.ask(`duress/coverage`,{language:n})]);this.report={school:t.site.name,at:Date.now()/1e3,version:e,accuracy:r,coverage:i}}async#c(){let e={site:this.console.site.site,language:this.console.home.language,to_file:!1};await this.#n.run(async()=>{let{page:t}=await this.console.act(`export_report`,e);Jt(t,`text/html`,`report.html`)})}async#l(){await this.#n.run(async()=>{let{survey:e}=await this.console.act(`export_survey`,{site:this.console.site.site});Jt(JSON.stringify(e,null,2),`application/json`,`survey.json`)})}};P([k()],qt.prototype,`report`,void 0),qt=P([A(`duress-walk-report`)],qt);function Jt(e,t,n){let r=URL.createObjectURL(new Blob([e],{type:t})),i=document.createElement(`a`);i.href=r,i.download=`duress-${(/* @__PURE__ */ new Date()).toISOString().slice(0,10)}-${n}`,i.click(),setTimeout(()=>URL.revokeObjectURL(r),1e4)}var Yt=class{#e;constructor(e,t=1){this.host=e,this.seconds=t,e.addController(this)}get now(){return Date.now()/1e3}hostConnected(){this.#e=setInterval(()=>this.host.requestUpdate(),this.seconds*1e3)}hostDisconnected(){clearInterval(this.#e)}};function q(e){return x`<svg class="shape ${e??`open`}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    ${Xt(e)}
  </svg>`}function Xt(e){switch(e){case`pass`:return Me`<circle cx="12" cy="12" r="11"></circle><path class="mark" d="M6.5 12.5l3.8 3.8 7.2-8"></path>`;case`weak`:return Me`<path d="M12 1.5 23.5 22H.5z"></path><path class="mark" d="M12 9v6m0 3v.6"></path>`;case`none`:return Me`<path d="M7.4 1h9.2L23 7.4v9.2L16.6 23H7.4L1 16.6V7.4z"></path>
        <path class="mark" d="M8 8l8 8m0-8l-8 8"></path>`;case null:return Me`<circle class="ring" cx="12" cy="12" r="9.5"></circle>`}}var Zt=d`
  .shape {
    flex: none;
    width: var(--shape, 20px);
    height: var(--shape, 20px);
    fill: var(--quiet);
  }
  .shape.pass {
    fill: var(--good);
  }
  .shape.weak {
    fill: var(--warn);
  }
  .shape.none {
    fill: var(--alarm);
  }
  .shape .mark {
    fill: none;
    stroke: #fff;
    stroke-width: 2.4;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .shape .ring {
    fill: none;
    stroke: var(--quiet);
    stroke-width: 2;
  }
  .verdict {
    display: inline-flex;
    align-items: center;
    gap: 8px;
  }
`,J=class extends F{constructor(...e){super(...e),this.rooms=[],this.busy=!1,this.sought=``}static{this.styles=[N,Zt,d`
      li > button {
        display: grid;
        grid-template-columns: auto 1fr auto;
        justify-content: stretch;
        width: 100%;
        min-height: 52px;
        text-align: start;
      }
    `]}render(){let e=this.sought.trim().toLocaleLowerCase(),t=this.rooms.filter(t=>`${t.room} ${R(t)}`.toLocaleLowerCase().includes(e));return x`<section class="card" aria-labelledby="heading">
      <h2 id="heading">${this.t(`walk.choose_heading`)}</h2>
      <label
        >${this.t(`walk.search`)}
        <input type="search" .value=${this.sought} @input=${this.#n} autocomplete="off" />
      </label>
      <ul class="plain">
        ${t.map(e=>x`<li>${this.#e(e)}</li>`)}
      </ul>
      ${t.length===0?x`<p role="status">${this.t(`walk.no_room_found`)}</p>`:C}
      <button @click=${()=>this.dispatchEvent(new CustomEvent(`left`))}>${this.t(`walk.back`)}</button>
    </section>`}#e(e){let t=e.room_id===this.here;return x`<button
      ?disabled=${this.busy}
      aria-current=${t?`location`:C}
      @click=${()=>this.dispatchEvent(new CustomEvent(`chosen`,{detail:e}))}
    >
      ${q(e.verdict)}
      <span>${e.room}<br /><small class="quiet">${R(e)}</small></span>
      <small>${t?this.t(`walk.you_are_here`):this.#t(e)}</small>
    </button>`}#t(e){return e.unheard?this.t(`walk.verdict_none`):e.done?this.t(`walk.verdict_${e.verdict??`none`}`):e.put_off?this.t(`walk.put_off`):this.t(`walk.presses_of`,{presses:e.presses,needed:e.needed})}#n(e){this.sought=e.target.value}};P([O({attribute:!1})],J.prototype,`rooms`,void 0),P([O({attribute:!1})],J.prototype,`here`,void 0),P([O({attribute:!1})],J.prototype,`busy`,void 0),P([k()],J.prototype,`sought`,void 0),J=P([A(`duress-room-list`)],J);var Qt=[[`failed`,`walk.blind_failed`],[`never_proven`,`walk.blind_never_proven`],[`single_path`,`walk.blind_single_path`],[`weak`,`walk.blind_weak`]],Y=class extends F{constructor(...e){super(...e),this.ended=!1,this.#e=new z(this),this.#t=new z(this)}static{this.styles=[N,Zt,d`
      :host {
        display: grid;
        gap: var(--gap);
      }
      li {
        display: flex;
        align-items: center;
        gap: 8px;
      }
    `]}#e;#t;firstUpdated(){this.#t.run(async()=>{this.coverage=await this.console.ask(`duress/coverage`,{language:this.console.home.language})})}render(){let e=this.#e.error??this.#t.error;return x`<h1 tabindex="-1">${this.t(this.ended?`walk.ended`:`walk.sum`)}</h1>
      ${this.ended?x`<p>${this.t(`walk.ended_long`)}</p>`:C}
      <ul class="plain">
        ${this.#r()}
      </ul>
      ${this.coverage===void 0?this.#n():this.#i(this.coverage)}
      ${e===void 0?C:x`<p class="error" role="alert">${e}</p>`}
      <div class="actions">${this.ended?this.#s():this.#o()}</div>`}#n(){return this.#t.busy?x`<p class="quiet" role="status">${this.t(`common.waiting`)}</p>`:C}#r(){let{rooms:e}=this.walk,t=[`pass`,`weak`,`none`].map(t=>({verdict:t,n:e.filter(e=>e.verdict===t).length})),n=e.filter(e=>e.verdict===null).length;return[...t.map(({verdict:e,n:t})=>x`<li>${q(e)} ${this.t(`walk.count_${e}`,{n:t})}</li>`),x`<li>${q(null)} ${this.t(`walk.count_open`,{n})}</li>`]}#i(e){let t=new Set(this.walk.rooms.map(e=>e.room_id)),n=e.rooms.filter(e=>t.has(e.room_id)),r=Qt.map(([e,t])=>({text:t,found:n.filter(t=>t.blind[0]===e)}));return r.every(e=>e.found.length===0)?x`<p>${this.t(`walk.no_blind`)}</p>`:x`${r.map(e=>e.found.length===0?C:this.#a(e.text,e.found))}`}#a(e,t){return x`<section class="card">
      <h2>${this.t(e)} (${this.format.number(t.length)})</h2>
      <p>
        ${this.format.list(t.map(e=>[e.room,R({...e,building:null})].filter(Boolean).join(`, `)))}
      </p>
    </section>`}#o(){return x`<button class="strong" ?disabled=${this.#e.busy} @click=${this.#c}>${this.t(`walk.end`)}</button>
      <button @click=${()=>this.dispatchEvent(new CustomEvent(`back`))}>${this.t(`walk.walk_on`)}</button>`}#s(){return x`<a class="button strong" href=${M(`walk`,`report`)} @click=${U}
        >${this.t(`walk.to_report`)}</a
      >
      <a class="button" href=${M(`walk`)} @click=${U}>${this.t(`walk.to_overview`)}</a>`}async#c(){let e={site:this.console.site.site,walk_id:this.walk.walk_id};await this.#e.run(()=>this.console.act(`end_survey`,e))}};P([O({attribute:!1})],Y.prototype,`walk`,void 0),P([O({attribute:!1})],Y.prototype,`ended`,void 0),P([k()],Y.prototype,`coverage`,void 0),Y=P([A(`duress-walk-done`)],Y);var $t=[`walk.spot_1`,`walk.spot_2`,`walk.spot_3`,`walk.spot_4`,`walk.spot_5`],en=d`
  :host {
    display: grid;
    gap: 12px;
  }
  .now {
    font-size: 1.3rem;
    font-weight: 600;
  }
  .result {
    --shape: 56px;
    display: flex;
    align-items: center;
    gap: 16px;
    min-height: 96px;
    padding: 12px 16px;
    border: 2px solid var(--line);
    border-radius: var(--round);
    background: var(--paper);
  }
  .result.pass {
    border-color: var(--good);
  }
  .result.weak {
    border-color: var(--warn);
  }
  .result.none {
    border-color: var(--alarm);
  }
  .word {
    font-size: 1.7rem;
    font-weight: 700;
    line-height: 1.2;
  }
  button {
    min-height: 60px;
    width: 100%;
    font-size: 1.15rem;
  }
  summary {
    min-height: var(--touch);
    padding: 10px 0;
    cursor: pointer;
  }
  td:not(:first-child),
  th:not(:first-child) {
    text-align: end;
    white-space: nowrap;
  }
`,X=class extends F{constructor(...e){super(...e),this.patience=10,this.target=5,this.#e=new z(this)}static{this.styles=[N,Zt,en]}#e;#t;#n;disconnectedCallback(){super.disconnectedCallback(),this.#p()}willUpdate(e){let t=e.get(`walk`);t!==void 0&&t.room?.room_id!==this.walk.room?.room_id&&this.#p();let n=(this.walk.hearing[0]??this.walk.last)?.press_id;this.left!==void 0&&n!==this.#n&&this.#p()}render(){let e=L(this.walk),t=Dt(this.walk);return x`
      <p class="now">${this.#r(e)}</p>
      <div aria-live="assertive" aria-atomic="true">${this.#i(e,t)}</div>
      ${t===void 0||this.left!==void 0?C:this.#c(t.answer)}
      ${this.#e.error===void 0?C:x`<p class="error" role="alert">${this.#e.error}</p>`}
      ${this.left===void 0?this.#u():C}
    `}#r(e){if(e===void 0)return this.t(`walk.press_now`);if(e.redo)return this.t(`walk.press_again`,{needed:e.needed});if(e.done)return this.t(`walk.room_done`);if(e.needed===1)return this.t(`walk.press_once`);let t=this.t($t[e.presses%$t.length]??`walk.spot_1`);return this.t(`walk.press_spot`,{number:e.presses+1,needed:e.needed,spot:t})}#i(e,t){if(this.left!==void 0)return x`<div class="result">
        ${q(null)}
        <div>
          <p class="word">${this.t(`walk.listening`)}</p>
          <p class="quiet" aria-hidden="true">${this.t(`walk.seconds_left`,{n:this.left})}</p>
        </div>
      </div>`;if(e?.unheard===!0&&(t===void 0||t.answer.verdict===`none`))return x`${this.#a(`none`,x`<p>${this.t(`walk.none_noted`)}</p>`)} ${this.#s()}`;if(t===void 0)return x`<div class="result">
        ${q(null)}
        <p>${this.t(`walk.nothing_yet`)}</p>
      </div>`;let{answer:n,final:r}=t,i=x`<p>${this.t(`walk.heard_by`,{n:n.hearers,target:this.target})}</p>
      ${n.hearers===0?C:x`<p>${this.t(`walk.margin`,{margin:n.margin})}</p>`}${r?C:x`<p class="quiet">${this.t(`walk.still_coming`)}</p>`}`;return x`${this.#a(n.verdict,i)} ${n.verdict===`pass`?C:this.#o(n)}`}#a(e,t){return x`<div class="result ${e}">
      ${q(e)}
      <div>
        <p class="word">${this.t(`walk.verdict_${e}`)}</p>
        ${t}
      </div>
    </div>`}#o(e){return e.verdict===`none`?this.#s():x`<p>${this.t(e.hearers<2?`walk.why_single`:`walk.why_margin`)}</p>`}#s(){return x`<ul>
      <li>${this.t(`walk.none_again`)}</li>
      <li>${this.t(`walk.none_light`)}</li>
      <li>${this.t(`walk.none_repeater`)}</li>
    </ul>`}#c(e){let t=x`<details>
      <summary>${this.t(`walk.who_heard`)}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">${this.t(`walk.listener`)}</th>
            <th scope="col">${this.t(`walk.margin_head`)}</th>
          </tr>
        </thead>
        <tbody>
          ${e.heard.map(e=>x`<tr>
                <td>${e.listener}</td>
                <td>${e.margin===null?`–`:`${this.format.number(e.margin)} dB`}</td>
              </tr>`)}
        </tbody>
      </table>
    </details>`;return x`${e.rank===null?C:x`<p class="quiet">${this.#l(e)}</p>`}
    ${e.heard.length===0?C:t}`}#l(e){return e.rank===1?this.t(`walk.rank_first`):this.t(`walk.rank_other`,{rank:e.rank??0,of:e.of,rather:this.format.list(e.rather)})}#u(){let e=this.console.site.demo&&this.console.may(`simulate`),t=x`<button ?disabled=${this.#e.busy} @click=${this.#m}>
      ${this.t(`walk.demo_press`)}
    </button>`;return x`<button @click=${this.#d}>${this.t(`walk.i_pressed`)}</button> ${e?t:C}`}#d(){if(this.#p(),this.#n=(this.walk.hearing[0]??this.walk.last)?.press_id,this.walk.hearing.length>0)return;let e=Date.now()+this.patience*1e3;this.left=this.patience,this.#t=setInterval(()=>{this.left=Math.max(0,Math.ceil((e-Date.now())/1e3)),this.left===0&&this.#f()},250)}async#f(){this.#p();let e=this.walk.room;if(e===null)return;let t={site:this.console.site.site,walk_id:this.walk.walk_id,room:e.room_id,unheard:!0};await this.#e.run(()=>this.console.act(`skip_survey_room`,t))}#p(){clearInterval(this.#t),this.#t=void 0,this.left=void 0}async#m(){let{walk:e}=this,t=e.device_ids[(L(e)?.presses??0)%e.device_ids.length];await this.#e.run(()=>this.console.act(`simulate`,{device_id:t,act:`press`,room:e.room?.room}))}};P([O({attribute:!1})],X.prototype,`walk`,void 0),P([O({attribute:!1})],X.prototype,`patience`,void 0),P([O({attribute:!1})],X.prototype,`target`,void 0),P([k()],X.prototype,`left`,void 0),X=P([A(`duress-walk-press`)],X);var Z=class extends F{constructor(...e){super(...e),this.open=!1,this.heading=``}static{this.styles=[N,d`
      dialog {
        width: min(640px, calc(100vw - 24px));
        max-height: calc(100dvh - 24px);
        padding: var(--gap);
        border: 1px solid var(--edge);
        border-radius: var(--round);
        background: var(--paper);
        color: var(--ink);
        overflow: auto;
      }
      dialog[open] {
        display: grid;
        gap: var(--gap);
      }
      dialog::backdrop {
        background: rgba(0, 0, 0, 0.5);
      }
      header {
        display: flex;
        justify-content: space-between;
        align-items: start;
        gap: var(--gap);
      }
    `]}render(){return x`<dialog aria-labelledby="heading" @close=${this.#e}>
      <header>
        <h2 id="heading">${this.heading}</h2>
        <button class="plain" @click=${()=>this.dialog.close()}>${this.t(`common.close_dialog`)}</button>
      </header>
      <slot></slot>
      <slot name="actions"></slot>
    </dialog>`}updated(){this.open&&!this.dialog.open?this.dialog.showModal():!this.open&&this.dialog.open&&this.dialog.close()}#e(){this.open=!1,this.dispatchEvent(new CustomEvent(`closed`))}};P([O({type:Boolean})],Z.prototype,`open`,void 0),P([O()],Z.prototype,`heading`,void 0),P([Xe(`dialog`)],Z.prototype,`dialog`,void 0),Z=P([A(`duress-dialog`)],Z);var tn=class extends F{constructor(...e){super(...e),this.asking=!1,this.#e=new z(this)}#e;render(){return this.walk.rehearsal_id===null?x``:x`
      <p class="quiet">${this.t(`walk.silent`)}</p>
      <p><button class="alarm" @click=${()=>this.asking=!0}>${this.t(`walk.real`)}</button></p>
      <duress-dialog
        .console=${this.console}
        ?open=${this.asking}
        heading=${this.t(`walk.real_ask`)}
        @closed=${()=>this.asking=!1}
      >
        <p>${this.t(`walk.real_long`)}</p>
        ${this.#e.error===void 0?C:x`<p class="error" role="alert">${this.#e.error}</p>`}
        <div class="actions" slot="actions">
          <button class="alarm" ?disabled=${this.#e.busy} @click=${this.#t}>${this.t(`walk.real_yes`)}</button>
        </div>
      </duress-dialog>
    `}async#t(){let e={site:this.console.site.site,rehearsal_id:this.walk.rehearsal_id};await this.#e.run(()=>this.console.act(`this_is_real`,e))&&(this.asking=!1)}};P([O({attribute:!1})],tn.prototype,`walk`,void 0),P([k()],tn.prototype,`asking`,void 0),tn=P([A(`duress-walk-real`)],tn);var nn=300,rn=d`
  .page {
    max-width: 560px;
    padding-bottom: 32px;
  }
  .top {
    display: grid;
    gap: 4px;
  }
  .top p {
    display: flex;
    justify-content: space-between;
    gap: 8px;
  }
  progress {
    width: 100%;
    height: 10px;
    accent-color: var(--calm);
  }
  h1 {
    font-size: clamp(2.2rem, 12vw, 3.4rem);
    line-height: 1.1;
    font-weight: 600;
    overflow-wrap: anywhere;
    outline: none;
  }
  button.big {
    min-height: 64px;
    width: 100%;
    font-size: 1.2rem;
  }
  .actions > button {
    flex: 1 1 40%;
    min-height: 52px;
  }
`,Q=class extends F{constructor(...e){super(...e),this.walkId=``,this.choosing=!1,this.finishing=!1,this.swapping=!1,this.picked=[],this.#e=Et(this,()=>this.#r=void 0),this.#t=new Yt(this,10),this.#n=new z(this)}static{this.styles=[N,rn]}#e;#t;#n;#r;#i;#a;render(){return x`<div class="page">${B(this.console,this.#e,e=>this.#o(e))}</div>`}updated(){let e=this.#i?.room?.room_id??this.#i?.state;this.#a!==void 0&&this.#a!==e&&this.heading?.focus(),this.#a=e}#o(e){let t=e.walks.find(e=>e.walk_id===this.walkId),n=t&&(this.#r??t);n!==void 0&&(this.#i=n);let r=n??this.#i;return r===void 0?this.#s():n===void 0||this.finishing?this.#c(r,n===void 0):n.state===`running`?x`
      ${this.#l(n)} ${this.#u(n)} ${n.room===null?this.#d(n):this.#f(n,e)}
      ${this.#y()} ${this.choosing?this.#h(n):this.#m(n)}
      <duress-walk-real .console=${this.console} .walk=${n}></duress-walk-real>
    `:x`${this.#l(n)} ${this.#g(n)} ${this.#y()}`}#s(){return x`<h1 tabindex="-1">${this.t(`walk.title`)}</h1>
      <p>${this.t(`walk.over`)}</p>
      <a class="button" href=${M(`walk`)} @click=${U}>${this.t(`walk.to_overview`)}</a>`}#c(e,t){return x`<duress-walk-done
      .console=${this.console}
      .walk=${e}
      .ended=${t}
      @back=${()=>this.finishing=!1}
    ></duress-walk-done>`}#l(e){let t=this.t(`walk.done_of`,{done:e.done,of:e.of});return x`<div class="top">
      <p>
        <span>${this.t(`walk.kind_${e.kind}`)} · ${this.format.list(e.pendants)}</span>
        <strong>${t}</strong>
      </p>
      <progress max=${e.of} value=${e.done+e.unheard} aria-label=${this.t(`walk.progress`)}></progress>
    </div>`}#u(e){let t=e.until===null?1/0:Ot(e.until)-this.#t.now,n=x`<div class="error" role="alert">
      <p><strong>${this.t(`walk.real_now`)}</strong></p>
      <p>${this.t(`walk.real_now_long`)}</p>
      <a class="button" href=${M(`incident`)} @click=${U}>${this.t(`walk.see_alarm`)}</a>
    </div>`,r=x`<div class="notice" role="status">
      <p>${this.t(`walk.ends_soon`,{left:this.format.duration(Math.max(60,t))})}</p>
      <button ?disabled=${this.#n.busy} @click=${()=>this.#x(e)}>${this.t(`walk.stay`)}</button>
    </div>`;return x`${e.real?n:C}
    ${e.problem_text===null?C:x`<p class="error" role="alert">${e.problem_text}</p>`}
    ${t<nn&&e.room!==null?r:C}`}#d(e){let t=e.next;return t===null?x`<h1 tabindex="-1">${this.t(`walk.all_done`)}</h1>
        ${this.#v(`strong big`)}`:x`<div>
        <p class="quiet">${this.t(`walk.go_to`)} ${R(t)}</p>
        <h1 tabindex="-1">${t.room}</h1>
      </div>
      <button class="strong big" ?disabled=${this.#n.busy} @click=${()=>this.#b(t)}>
        ${this.t(`walk.i_am_here`)}
      </button>`}#f(e,t){let n=L(e),r=e.next,i=r!==null&&r.room_id!==e.room?.room_id?this.#p(r):C;return x`<div>
        <p class="quiet">${e.room===null?C:R(e.room)}</p>
        <h1 tabindex="-1">${e.room?.room}</h1>
      </div>
      <duress-walk-press
        .console=${this.console}
        .walk=${e}
        .patience=${t.unheard_after}
        .target=${t.target_hearers}
      ></duress-walk-press>
      ${i} ${r===null&&n!==void 0?this.#v(`strong big`):C}`}#p(e){return x`<button class="strong big" ?disabled=${this.#n.busy} @click=${()=>this.#b(e)}>
      ${this.t(`walk.next`,{room:e.room})}
    </button>`}#m(e){let t=L(e),n=this.#n.busy,r=x`<button ?disabled=${n} @click=${()=>this.#C(e)}>${this.t(`walk.skip`)}</button>`,i=x`<button ?disabled=${n} @click=${()=>this.#S(e)}>${this.t(`walk.redo`)}</button>`;return x`<div class="actions">
      <button @click=${()=>this.choosing=!0}>${this.t(`walk.choose`)}</button>
      ${t!==void 0&&!t.done&&!t.unheard?r:C}
      ${t!==void 0&&t.presses>0&&!t.redo?i:C}
      <button ?disabled=${n} @click=${()=>this.#w(`pause_survey`)}>${this.t(`walk.pause`)}</button>
      ${e.next===null?C:this.#v(``)}
    </div>`}#h(e){return x`<duress-room-list
      .console=${this.console}
      .rooms=${e.rooms}
      .here=${e.room?.room_id}
      .busy=${this.#n.busy}
      @chosen=${e=>this.#b(e.detail)}
      @left=${()=>this.choosing=!1}
    ></duress-room-list>`}#g(e){return x`<h1 tabindex="-1">${this.t(`walk.paused`)}</h1>
      <p class="notice">${this.t(`walk.paused_long`,{pendants:this.format.list(e.pendants)})}</p>
      <button class="strong big" ?disabled=${this.#n.busy} @click=${()=>this.#w(`resume_survey`)}>
        ${this.t(`walk.resume`)}
      </button>
      ${this.swapping?this.#_():C}
      <div class="actions">
        ${this.swapping?C:x`<button @click=${()=>this.swapping=!0}>${this.t(`walk.other_pendant`)}</button>`}
        ${this.#v(``)}
      </div>`}#_(){return x`<duress-pendant-picker
        .console=${this.console}
        @picked=${e=>this.picked=e.detail}
      ></duress-pendant-picker>
      <button
        ?disabled=${this.#n.busy||this.picked.length===0}
        @click=${()=>this.#w(`resume_survey`,{device_id:this.picked})}
      >
        ${this.t(`walk.resume_with`)}
      </button>`}#v(e){return x`<button class=${e} @click=${()=>this.finishing=!0}>${this.t(`walk.finish`)}</button>`}#y(){let{error:e}=this.#n;return e===void 0?C:x`<p class="error" role="alert">${e}</p>`}async#b(e,t=!1){await this.#w(`survey_room`,{room:e.room_id,redo:t})&&(this.choosing=!1)}#x(e){return this.#w(`survey_room`,{room:e.room?.room_id,redo:L(e)?.redo??!1})}#S(e){return this.#w(`survey_room`,{room:e.room?.room_id,redo:!0})}async#C(e){let t=e.room?.room_id;if(!await this.#w(`skip_survey_room`,{room:t}))return;let n=this.#r?.next;n&&n.room_id!==t&&await this.#w(`survey_room`,{room:n.room_id})}#w(e,t={}){return this.#n.run(async()=>{let n=this.console.home.language,r={site:this.console.site.site,walk_id:this.walkId,language:n};this.#r=await this.console.act(e,{...r,...t})})}};P([O({attribute:!1})],Q.prototype,`walkId`,void 0),P([k()],Q.prototype,`choosing`,void 0),P([k()],Q.prototype,`finishing`,void 0),P([k()],Q.prototype,`swapping`,void 0),P([k()],Q.prototype,`picked`,void 0),P([Xe(`h1`)],Q.prototype,`heading`,void 0),Q=P([A(`duress-walk-rooms`)],Q);var an=class extends I{render(){let[e]=this.path;return e===void 0?x`<duress-walk-overview .console=${this.console}></duress-walk-overview>`:e===`report`?x`<duress-walk-report .console=${this.console}></duress-walk-report>`:this.console.may(`survey`)?e===`new`?x`<duress-walk-begin .console=${this.console}></duress-walk-begin>`:x`<duress-walk-rooms .console=${this.console} .walkId=${e}></duress-walk-rooms>`:x`<p class="page">${this.t(`walk.may_not`)}</p>`}};an=P([A(`duress-walk-page`)],an);var on=[{name:`today`,icon:`mdi:shield-check-outline`,right:`see`,draw:e=>x`<duress-today-page .path=${e}></duress-today-page>`},{name:`incident`,icon:`mdi:bell-outline`,right:`see`,draw:e=>x`<duress-incident-page .path=${e}></duress-incident-page>`},{name:`map`,icon:`mdi:floor-plan`,right:`see`,draw:e=>x`<duress-map-page .path=${e}></duress-map-page>`},{name:`people`,icon:`mdi:account-group-outline`,right:`see`,draw:e=>x`<duress-people-page .path=${e}></duress-people-page>`},{name:`walk`,icon:`mdi:walk`,right:`see`,draw:e=>x`<duress-walk-page .path=${e}></duress-walk-page>`},{name:`monitoring`,icon:`mdi:lan-connect`,right:`see`,draw:e=>x`<duress-monitoring-page .path=${e}></duress-monitoring-page>`},{name:`upkeep`,icon:`mdi:wrench-outline`,right:`see`,draw:e=>x`<duress-upkeep-page .path=${e}></duress-upkeep-page>`},{name:`start`,icon:`mdi:flag-checkered`,right:`see`,draw:e=>x`<duress-start-page .path=${e}></duress-start-page>`}],sn=d`
  :host {
    display: block;
    min-height: 100%;
    background: var(--ground);
  }
  header {
    position: sticky;
    top: 0;
    z-index: 4;
    background: var(--paper);
    border-bottom: 1px solid var(--line);
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 48px;
    padding: 0 12px;
  }
  .bar strong {
    font-size: 1.15rem;
    font-weight: 500;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .bar select {
    width: auto;
    min-width: 0;
  }
  nav {
    display: flex;
    overflow-x: auto;
    scrollbar-width: thin;
  }
  nav a {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: var(--touch);
    padding: 0 12px;
    color: var(--ink);
    text-decoration: none;
    white-space: nowrap;
    border-bottom: 3px solid transparent;
  }
  nav a:focus-visible {
    outline-offset: -3px;
  }
  nav a[aria-current] {
    border-color: var(--calm);
    font-weight: 600;
  }
  .skip:focus {
    position: absolute;
    z-index: 5;
    clip-path: none;
    width: auto;
    height: auto;
    padding: 12px;
    background: var(--paper);
  }
  main {
    outline: none;
  }
  .message {
    margin: 12px;
  }
  @media print {
    header {
      display: none;
    }
  }
`,$=class extends D{constructor(...e){super(...e),this.narrow=!1,this.route={path:``},this.panel={},this.#e=new a(this,{context:pt})}static{this.styles=[N,sn]}#e;#t;#n;#r;connectedCallback(){super.connectedCallback(),this.#p()}disconnectedCallback(){super.disconnectedCallback(),this.#n?.()}shouldUpdate(e){if(e.size>1||!e.has(`hass`))return!0;let t=e.get(`hass`),n=this.hass;return t===void 0||t.connected!==n.connected||t.language!==n.language||t.locale!==n.locale}willUpdate(e){let t=this.#i,n=e.get(`hass`),r=this.#t;if(t===void 0)return;let i=r?.site===t&&r.texts.language===ot(this.hass.language).language,a=n!==void 0&&!n.connected&&this.hass.connected;(!i||a||n?.locale!==(n&&this.hass.locale))&&(this.#t=new ft(()=>this.hass,t,r),this.#e.setValue(this.#t))}render(){let e=this.#s;return x`
      <a class="hidden skip" href="#content" @click=${this.#g}>${this.#c(`common.skip`)}</a>
      <header>
        <div class="bar">
          <ha-menu-button .hass=${this.hass} .narrow=${this.narrow}></ha-menu-button>
          ${this.#l()}
        </div>
        ${this.#d(e)}
      </header>
      ${this.hass.connected?C:x`<p class="error message" role="alert">${this.#c(`common.disconnected`)}</p>`}
      ${this.#i?.running===!1?x`<p class="error message" role="alert">${this.#c(`common.not_running`)}</p>`:C}
      ${this.#a?this.#u():C}
      <main id="content" tabindex="-1">${this.#f(e)}</main>
    `}updated(){let e=this.#s.name;this.#r!==void 0&&this.#r!==e&&this.main?.focus(),this.#r=e}get#i(){let e=new URLSearchParams(location.search).get(`site`);return this.sites?.find(t=>t.site===e)??this.sites?.[0]}get#a(){let e=this.panel.config?.module;return e!==void 0&&!import.meta.url.endsWith(e)}get#o(){return this.route.path.split(`/`).filter(Boolean).map(decodeURIComponent)}get#s(){return on.find(e=>e.name===this.#o[0])??on[0]}#c(e){return ot(this.hass.language).say(e)}#l(){let e=this.#i,t=e?.demo?x`<span class="chip warn" title=${this.#c(`common.demo_long`)}>${this.#c(`common.demo`)}</span>`:C;return this.sites===void 0||this.sites.length<2?x`<strong>${e?.name??`Duress`}</strong> ${t}`:x`<select aria-label=${this.#c(`common.school`)} @change=${this.#h}>
        ${this.sites.map(t=>x`<option value=${t.site} ?selected=${t===e}>${t.name}</option>`)}
      </select>
      ${t}`}#u(){return x`<p class="notice message" role="status">
      ${this.#c(`common.new_version`)} <button @click=${()=>location.reload()}>${this.#c(`common.reload`)}</button>
    </p>`}#d(e){return x`<nav aria-label=${this.#c(`common.pages`)}>
      ${on.filter(e=>this.#i?.rights.includes(e.right)).map(t=>x`<a
            href=${M(t.name)}
            aria-current=${t===e?`page`:C}
            @click=${e=>this.#m(e,M(t.name))}
            ><ha-icon icon=${t.icon} aria-hidden="true"></ha-icon> ${this.#c(`common.page_${t.name}`)}</a
          >`)}
    </nav>`}#f(e){return this.refusal===void 0?this.sites===void 0?x`<p class="quiet message" role="status">${this.#c(`common.waiting`)}</p>`:this.#i===void 0?x`<p class="notice message">${this.#c(`common.no_school`)}</p>`:e.draw(this.#o.slice(1)):x`<p class="error message" role="alert">${this.refusal}</p>`}#p(){let e=_t(this.hass.connection),t=()=>{this.refusal=e.refusal,e.standing===`stopped`?this.sites=this.sites?.map(e=>({...e,running:!1})):e.message!==void 0&&(this.sites=e.message.sites)};this.#n=e.follow(t),t()}#m(e,t){e.button!==0||e.ctrlKey||e.metaKey||e.shiftKey||(e.preventDefault(),ht(t))}#h(e){let t=e.target.value;ht(`${mt}/${this.#s.name}?site=${encodeURIComponent(t)}`),this.requestUpdate()}#g(e){e.preventDefault(),this.main?.focus()}};P([O({attribute:!1})],$.prototype,`hass`,void 0),P([O({type:Boolean,reflect:!0})],$.prototype,`narrow`,void 0),P([O({attribute:!1})],$.prototype,`route`,void 0),P([O({attribute:!1})],$.prototype,`panel`,void 0),P([k()],$.prototype,`sites`,void 0),P([k()],$.prototype,`refusal`,void 0),P([Xe(`main`)],$.prototype,`main`,void 0),$=P([A(`duress-panel`)],$);